import { textOfXml } from './decode.ts';

const xml = '<?xml version="1.0" encoding="ENC"?><a>Zürich</a>';
const saying = (encoding: string) => xml.replace('ENC', encoding);
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('the text of an XML document', () => {
  it.each<[string, Uint8Array, string | undefined, string | undefined]>([
    ['UTF-8', Buffer.from(saying('UTF-8')), undefined, saying('UTF-8')],
    ['UTF-8 after a byte order mark', Buffer.from(`\u{FEFF}${saying('x')}`), undefined, saying('x')],
    ['no declaration', Buffer.from('<a>é</a>'), undefined, '<a>é</a>'],
    ['Latin-1 by its declaration', latin1(saying('ISO-8859-1')), undefined, saying('ISO-8859-1')],
    ['Windows-1252 by its declaration', latin1(saying('windows-1252')), undefined, saying('windows-1252')],
    ['Latin-1 by its content type', latin1(saying('UTF-8')), 'iso-8859-1', saying('UTF-8')],
    ['UTF-16 with a byte order mark', utf16(`\u{FEFF}${saying('UTF-16')}`), 'utf-8', saying('UTF-16')],
    ['UTF-16 without', utf16(saying('UTF-16')), undefined, saying('UTF-16')],
    ['UTF-16 the other way round', utf16(`\u{FEFF}${saying('UTF-16')}`).swap16(), undefined, saying('UTF-16')],
    ['Latin-1 that calls itself UTF-8', latin1(saying('UTF-8')), undefined, undefined],
    ['an encoding nobody knows', Buffer.from(saying('KLINGON')), undefined, undefined],
    ['a charset nobody knows', Buffer.from(saying('UTF-8')), 'klingon', undefined],
    ['nothing', Buffer.from(''), undefined, ''],
  ])('%s', (_, bytes, charset, text) => {
    expect(textOfXml(bytes, charset)).toBe(text);
  });
});
