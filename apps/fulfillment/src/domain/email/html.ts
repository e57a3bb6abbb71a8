const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** HTML that is put together from literals and escaped values alone. */
export class Html {
  constructor(readonly text: string) {}
}
type Part = string | Html | readonly Part[];

const partOf = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(partOf).join('');
  return part.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign]!);
};

/** A template whose values are escaped, unless they are HTML themselves. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(literals.map((literal, index) => literal + (index < parts.length ? partOf(parts[index]!) : '')).join(''));
