const ACCENTS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
  ring: '\u030A',
};
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  szlig: 'ß',
  iquest: '¿',
  iexcl: '¡',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  euro: '€',
};

/** One reference to a sign; what nobody knows stays as it is written. */
function sign(whole: string, name: string): string {
  const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1];
  const number = code ? Number.parseInt(code, 16) : Number(/^#(\d{1,7})$/.exec(name)?.[1] ?? Number.NaN);
  if (!Number.isNaN(number)) return number > 0 && number <= 0x10_ff_ff ? String.fromCodePoint(number) : '';
  const accent = /^([a-z])(acute|grave|circ|uml|tilde|cedil|ring)$/i.exec(name);
  if (accent) return `${accent[1]}${ACCENTS[accent[2]!.toLowerCase()]}`.normalize('NFC');
  return NAMED[name] ?? whole;
}

/** Where mail programs begin what they quote, in HTML: from there on nothing is the answer. */
const QUOTE = /<(?:blockquote|div[^>]{0,200}(?:gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix|yahoo_quoted))/i;
const UNSHOWN = ['head', 'style', 'script', 'title', 'template'];

/** Takes out every element of that name with what is in it, in one pass. */
function without(html: string, name: string): string {
  const lower = html.toLowerCase();
  let [kept, from] = ['', 0];
  for (;;) {
    const begin = lower.indexOf(`<${name}`, from);
    if (begin < 0) return kept + html.slice(from);
    // <header> is no <head>
    if (/[a-z0-9]/.test(lower[begin + name.length + 1] ?? '')) {
      kept += html.slice(from, begin + 1);
      from = begin + 1;
      continue;
    }
    const end = lower.indexOf(`</${name}`, begin);
    kept += html.slice(from, begin);
    if (end < 0) return kept;
    from = end + name.length + 3;
  }
}

/** What somebody wrote in a mail of nothing but HTML, as plain text: paragraphs as lines, no markup, nothing that is quoted. */
export function textOfHtml(html: string): string {
  const shown = UNSHOWN.reduce(without, html);
  const quote = shown.search(QUOTE);
  const read = (part: string): string =>
    part
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/<br ?\/?>|<\/(?:p|div|li|tr|h[1-6]|ul|ol|table)>/gi, '\n')
      .replaceAll(/<[^<>]{0,5000}>/g, '')
      .replaceAll(/&([a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});/gi, sign)
      .replaceAll(/ *\n */g, '\n')
      .trim();
  // below a quote is nothing; an answer below it is better kept with the quote than lost
  return (quote >= 0 && read(shown.slice(0, quote))) || read(shown);
}
