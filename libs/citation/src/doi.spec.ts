import { findDoi, parseDoi, sameDoi } from './index.ts';

describe('findDoi', () => {
  it.each([
    ['10.1038/nature14539', '10.1038/nature14539'],
    [' doi:10.1145/362929.362947', '10.1145/362929.362947'],
    ['DOI: 10.1016/j.addma.2018.07.014.', '10.1016/j.addma.2018.07.014'],
    ['https://doi.org/10.1112/plms/s2-42.1.230', '10.1112/plms/s2-42.1.230'],
    ['http://dx.doi.org/10.1002%2Fandp.19053221004', '10.1002/andp.19053221004'],
    ['https://doi-org.proxy.example.edu/10.1038/nature14539?utm_source=x#top', '10.1038/nature14539'],
    ['info:doi/http://dx.doi.org/10.1109/cvpr.2001.990638', '10.1109/cvpr.2001.990638'],
    ['doi/10.1111/cdep.12296', '10.1111/cdep.12296'],
    ['info:doi/doi/10.1111/cdep.12296', '10.1111/cdep.12296'],
    ['10.1016%252fj.conb.2012.11.006', '10.1016/j.conb.2012.11.006'],
    ['10%2E1021%2Fjp909742d', '10.1021/jp909742d'],
    ['(https://doi.org/10.1016/S0140-6736(97)11096-0)', '10.1016/S0140-6736(97)11096-0'],
    [
      '10.1002/(SICI)1097-4571(199806)49:8&lt;693::AID-ASI4&gt;3.0.CO;2-O',
      '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
    ],
    [
      '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
      '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
    ],
    ['10.1016/j.jspd.2018.06.010</doi>', '10.1016/j.jspd.2018.06.010'],
    ['10.1016/S0022‐2836(05)80360–2', '10.1016/S0022-2836(05)80360-2'],
    ['10.1038/nature14539 (accessed 3 May 2015)', '10.1038/nature14539'],
    ['10.1016/ j.cell.2020.01.001', '10.1016/j.cell.2020.01.001'],
    ['https://onlinelibrary.wiley.com/doi/full/10.1111/lnc3.12056/abstract', '10.1111/lnc3.12056'],
    ['https://www.pnas.org/doi/epdf/10.1073/pnas.1901326117.pdf?download=true', '10.1073/pnas.1901326117'],
    ['“10.1097/NNE.0b013e3181ed81e4”', '10.1097/NNE.0b013e3181ed81e4'],
    ['10.1000.10/123456', '10.1000.10/123456'],
    ['10.1080/10304312.2018.1500522&amp;', '10.1080/10304312.2018.1500522&'],
  ])('%s', (text, doi) => expect(findDoi(text)).toBe(doi));

  it.each(['', 'doi:', '10.12/x', '11.1038/nature', '10.1038', '10.1038/', 'https://doi.org/', '%E0%A4%A'])(
    'finds none in %j',
    (text) => expect(findDoi(text)).toBeUndefined(),
  );
});

describe('parseDoi', () => {
  it.each(['', ' ', 'n/a', 'none', '-', 'doi:', 'https://doi.org/'])('takes %j as empty', (text) =>
    expect(parseDoi(text)).toEqual({ ok: true, value: undefined }),
  );

  it('refuses what cannot be one, with the field and what to do', () => {
    const result = parseDoi('11.99/abc', 'citation.doi');
    expect(result).toMatchObject({ ok: false, error: { code: 'impossible-doi', field: 'citation.doi' } });
    expect(!result.ok && result.error.message).toContain('"11.99/abc"');
    expect(!result.ok && result.error.remedy).toContain('begins with "10."');
  });

  it('sees that a PubMed number stands in the wrong field', () => {
    const result = parseDoi('26017442');
    expect(!result.ok && result.error.remedy).toContain('PubMed');
  });

  it('compares without case', () => expect(sameDoi('10.1021/OL202399C', '10.1021/ol202399c')).toBe(true));
});
