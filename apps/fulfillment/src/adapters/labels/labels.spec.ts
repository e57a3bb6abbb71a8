import fc from 'fast-check';
import { code128, fonts, isBarcode, qrCode, typeset } from '#lib/print';
import { sample, TITLES } from '../../__fixtures__/label-samples.ts';
import { sheetOf, type Label } from '../../domain/labels/blocks.ts';
import { band, byCallNumber, returnLabel, slip } from '../../domain/labels/labels.ts';
import { localeOf } from '../../domain/labels/words.ts';
import { draw } from './draw.ts';
import { print } from './print.ts';

const en = localeOf('en', 'US');
const says = ({ blocks }: Label): string[] =>
  blocks.flatMap((block) => (block.kind === 'text' ? block.text || [] : 'code' in block ? `[${block.kind} ${block.code}]` : []));

describe('what labels say', () => {
  it('on a band: hold shelf, due date, what must not be done, and nobody’s name', () => {
    expect(says(band(sample(), en))).toEqual([
      '[qr 3WB8FGWF81N]',
      'Bench & Bar Law Library',
      'INTERLIBRARY LOAN',
      'Hold shelf',
      'WF81N',
      'Pick up at: Reading Room',
      'Due',
      'Mon, November 10, 2025',
      'RESTRICTIONS: In the library only · No copies',
      'The Death and Life of Great American Cities',
      'Jacobs, Jane',
      'From: Tamarack State University',
      'Pieces: 1',
      'Note: Spine slightly torn on arrival.',
      '[barcode 3WB8FGWF81N]',
      'Please leave this band on the item.',
    ]);
  });

  it('on a return label: to whom, their number, when it is due there', () => {
    expect(says(returnLabel(sample(), localeOf('es', 'MX')))).toEqual([
      'De: Bench & Bar Law Library',
      'Interlibrary Loan',
      '12 Court Square',
      'Springfield, IL 62701',
      'USA',
      'DEVOLVER A',
      'Tamarack State University',
      'ILL Office, Main Library',
      '400 Tamarack Ave',
      'Tamarack, MN 55001',
      'USA',
      'The Death and Life of Great American Cities',
      'Piezas: 1 · Devolver antes del vie, 14 de noviembre de 2025',
      expect.stringMatching(/^Asegurado por USD\s120\.00$/),
      'Su número',
      '[barcode TSU-2025-004711]',
      'Nuestro número',
      '[barcode 3WB8FGWF81N]',
    ]);
  });

  it('says so where a partner’s address is not kept', () => {
    const { supplier, ...rest } = sample();
    expect(says(returnLabel({ ...rest, supplier: { name: supplier.name } }, en))).toContain(
      'No postal address is kept for this partner.',
    );
  });

  it('writes days as the library’s country does', () => {
    expect([localeOf('en', 'US'), localeOf('en', 'GB'), localeOf('es', 'ES')].map(({ day }) => day('2025-11-03'))).toEqual([
      'Mon, November 3, 2025',
      'Mon, 3 November 2025',
      'lun, 3 de noviembre de 2025',
    ]);
  });

  it('sorts slips as one walks along the shelves', () => {
    const at = (callNumber?: string) => sample(1, callNumber ? { callNumber } : {});
    const walk = [at(), at('QA 76.9'), at('PS 3563'), at('QA 9.5'), at('HF 5415')].toSorted(byCallNumber);
    expect(walk.map(({ callNumber }) => callNumber)).toEqual(['HF 5415', 'PS 3563', 'QA 9.5', 'QA 76.9', undefined]);
  });
});

describe('a text on a label', () => {
  const measure = { width: 240, size: 10, bold: true, most: 99 };
  const set = (text: string, more = {}) => typeset(text, { ...measure, ...more }, fonts());
  const seen = (text: string): string[] => set(text).map(({ runs }) => runs.map((run) => run.text.trim()).join('|'));

  it('never leaves its lines, whatever is in it, and loses no sign', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...TITLES), fc.string({ unit: 'grapheme', maxLength: 120 })),
        fc.integer({ min: 60, max: 400 }),
        (text, width) => {
          const lines = set(text, { width });
          expect(lines.every((line) => line.width <= width + 0.01)).toBe(true);
          const signs = (all: string): string =>
            all
              .replaceAll(/[\s\p{Cc}\p{Cf}]/gu, '')
              .split('')
              .toSorted()
              .join('');
          const mirrored = (all: string): string => signs(all).replaceAll(/[^\p{L}\p{N}]/gu, '');
          expect(mirrored(lines.flatMap(({ runs }) => runs.map((run) => run.text)).join(''))).toBe(
            mirrored(text.normalize('NFC')),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has each sign in a face that has it', () => {
    for (const title of TITLES)
      for (const { runs } of set(title))
        for (const { text, face } of runs)
          for (const sign of text.replaceAll(/\s/g, ''))
            expect([sign, fonts().covers(face, sign.codePointAt(0)!)]).toEqual([sign, true]);
  });

  it('reads from the right where it is written so, numbers and Latin words within it from the left', () => {
    expect(seen('תולדות הספר, כרך 12')).toEqual(['12|כרך|הספר,|תולדות']);
    expect(set('תולדות הספר')[0]!.rightToLeft).toBe(true);
    expect(seen('A guide to (עברית) books')).toEqual(['A guide to (|עברית|) books']);
    expect(seen('ספר (Beloved) חדש')).toEqual(['חדש|(|Beloved|)|ספר'].map(() => expect.stringMatching(/^חדש.*Beloved.*ספר$/)));
  });

  it('breaks Chinese anywhere but before a closing mark, and a word that is too long where it must', () => {
    const lines = set('紅樓夢研究參考資料選輯，第二輯。脂硯齋重評石頭記。', { width: 62 }).map(({ runs }) =>
      runs.map((run) => run.text).join(''),
    );
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => /^[，。]/.test(line))).toEqual([]);
    expect(set(TITLES.at(-1)!, { width: 100 }).length).toBeGreaterThan(3);
  });

  it('ends in an ellipsis where there is no room', () => {
    const lines = set('A very long title that goes on and on and on', { width: 100, most: 1 });
    expect(lines.map(({ runs }) => runs.map((run) => run.text).join(''))).toEqual([expect.stringMatching(/^A very long.*…$/)]);
  });
});

describe('barcodes', () => {
  it('are as the standard has them', () => {
    // start B, J, A, K, check, stop: ISO/IEC 15417, table 1
    const { width, dark } = code128('JAK');
    expect([width, dark.length]).toEqual([3 * 11 + 11 + 11 + 13, 3 * 6 + 1]);
    expect(qrCode('3WB8FGWF81N')).toMatchObject({ width: 21, height: 21 });
  });
  it('take what scanners send back, and nothing else', () =>
    expect(['TSU-2025/1 a', '', 'ü', 'x'.repeat(49)].map(isBarcode)).toEqual([true, false, false, false]));
});

describe('a sheet of labels', () => {
  const pagesOf = (pdf: Buffer): number => [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/g)].length;
  const titled = TITLES.map((title, n) => sample(n + 1, { title }));

  it.each([
    ['band', 'letter', 4],
    ['band', '4x6', 8],
    ['return', 'a4', 2],
    ['slip', 'letter', 1],
    ['slip', '4x6', 4],
  ] as const)('of %s on %s takes %i pages for eight', async (kind, paper, pages) => {
    const make = kind === 'band' ? band : kind === 'slip' ? slip : returnLabel;
    const pdf = await print(
      kind,
      titled.map((facts) => [make(facts, en)]),
      paper,
      'labels',
    );
    expect([pdf.subarray(0, 5).toString(), pagesOf(pdf)]).toEqual(['%PDF-', pages]);
  });

  it('has band and return label of one parcel on one page', async () => {
    const pair = [band(sample(), en), returnLabel(sample(), en)];
    expect([pagesOf(await print('arrival', [pair], 'letter', 'x')), pagesOf(await print('arrival', [pair], '4x6', 'x'))]).toEqual(
      [1, 2],
    );
  });

  it('keeps everything within its label, however much it says', () => {
    const much = sample(1, {
      title: TITLES.join(' '),
      note: TITLES.join(' '),
      restrictions: ['LibraryUseOnly', 'NoReproduction', 'SignatureRequired', TITLES.join(' ')],
      ours: { symbol: 'BLL', name: 'A library with a very long name '.repeat(4), address: 'line\n'.repeat(8) },
      supplier: { name: 'Universitätsbibliothek '.repeat(6), address: 'Straße des langen Namens 1\n'.repeat(8) },
      lendersNumber: '0199b000-0000-7000-8000-7c5a1f0e3d01',
    });
    for (const [kind, make] of [
      ['band', band],
      ['return', returnLabel],
      ['slip', slip],
    ] as const)
      for (const paper of ['letter', '4x6'] as const) {
        const [cell] = sheetOf(kind, paper).cells;
        for (const content of draw(make(much, en), cell!, fonts())) {
          const { absolutePosition: at, fontSize = 0 } = content as {
            absolutePosition: { x: number; y: number };
            fontSize?: number;
          };
          expect([kind, paper, at.y + fontSize <= cell!.height]).toEqual([kind, paper, true]);
        }
      }
  });
});
