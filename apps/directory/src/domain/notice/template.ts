import { Liquid, type LiquidError } from 'liquidjs';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { htmlOf } from './html.ts';
import { FIELDS, fieldsOf, type Field, type NoticeKind, type Words } from './words/words.ts';

/** Longest words of a subject line and of a text, in characters. */
export const LONGEST = { subject: 200, body: 8000 };
/** Tags that read files, or that a notice has no use for. */
const NO_TAGS = ['render', 'include', 'layout', 'block', 'liquid', 'tablerow', 'for', 'cycle', 'increment', 'decrement'];
const HTML_LIMIT = 100_000;

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  // the files there are: none
  templates: {},
  // an empty text is no: `{% if due %}`
  jsTruthy: true,
  parseLimit: LONGEST.body * 2,
  renderLimit: 200,
  memoryLimit: 200_000,
});
for (const tag of NO_TAGS) delete engine.tags[tag];

/** A filled-in notice. */
export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
export type Filling = Readonly<Partial<Record<Field, string>>>;

/**
 * What is wrong with a library's words for a notice, before they are kept: the first fault with its line and what to do. They are filled in
 * once with everything and once with nothing that may be missing.
 */
export function checkWords(notice: NoticeKind, words: Words): Result<void, Rejection> {
  const known = fieldsOf(notice);
  for (const part of ['subject', 'body'] as const) {
    const text = words[part];
    if (!text.trim()) return err(reject('missing-words', `The ${part} is empty.`, { field: part, remedy: 'Write something.' }));
    if (text.length > LONGEST[part])
      return err(
        reject('too-long', `The ${part} has ${text.length} characters; ${LONGEST[part]} are the most.`, {
          field: part,
          remedy: 'Say it shorter.',
        }),
      );
    try {
      const strange = engine.globalVariablesSync(engine.parse(text)).find((name) => !known.includes(name as Field));
      if (strange !== undefined)
        return err(
          reject('unknown-variable', `Line ${lineOf(text, strange)}: this notice has no "${strange}" to fill in.`, {
            field: part,
            remedy: `There are: ${known.map((name) => `{{ ${name} }}`).join(', ')}.`,
          }),
        );
      for (const filling of [FIELDS, sparse(notice)]) engine.parseAndRenderSync(text, filled(notice, filling));
    } catch (error) {
      return err(faultOf(part, error));
    }
  }
  const rendered = write(notice, words, FIELDS);
  if (!rendered.subject)
    return err(
      reject('missing-words', 'The subject is empty once it is filled in.', { field: 'subject', remedy: 'Write something.' }),
    );
  if (!rendered.text.includes(FIELDS.contact) && !rendered.text.includes(FIELDS.link))
    return err(
      reject('no-way-back', 'The text names neither the page of the request nor whom to ask.', {
        field: 'body',
        remedy: 'Put {{ link }} or {{ contact }} into it.',
      }),
    );
  return ok(undefined);
}

/** Fills the words in. What is filled in is text: it is never read as a template, as HTML or as a header. @throws LiquidError */
export function write(notice: NoticeKind, { subject, body }: Words, filling: Filling): Written {
  const values = filled(notice, filling);
  const text = tidy(String(engine.parseAndRenderSync(body, values)));
  const line = oneLine(String(engine.parseAndRenderSync(subject, values)), LONGEST.subject);
  return { subject: line, text, html: htmlOf(text, filling.library ?? '').slice(0, HTML_LIMIT) };
}

/** Only what the notice may name; what is not known is empty, so that `{% if due %}` asks for it. */
const filled = (notice: NoticeKind, filling: Filling): Record<string, string> =>
  Object.fromEntries(
    fieldsOf(notice).map((name) => [name, name === 'message' ? tidy(filling[name] ?? '') : oneLine(filling[name] ?? '', 500)]),
  );
const MAY_LACK: readonly NoticeKind[] = ['ready-for-pickup', 'renewed', 'renewal-refused', 'recalled', 'message'];
const sparse = (notice: NoticeKind): Filling => {
  const { due: _due, days: _days, can_answer: _answer, ...rest } = FIELDS;
  return MAY_LACK.includes(notice) ? rest : FIELDS;
};

/** No control characters, no line breaks: what stands in a subject line cannot become a header (RFC 5322 §2.2). */
export const oneLine = (text: string, longest: number): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, longest);
const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

const lineOf = (text: string, name: string): number => {
  const at = text.search(new RegExp(`\\b${name.replaceAll(/\W/g, '\\$&')}\\b`));
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
};

function faultOf(field: 'subject' | 'body', error: unknown): Rejection {
  const { token, message } = error as LiquidError & { readonly token?: { getPosition(): [number, number] } };
  const line = token?.getPosition?.()[0];
  const words = message.replace(/, line:\d+, col:\d+$/, '').replace(/^ENOENT.*$/, 'it reads another file');
  return reject('wrong-words', `${line === undefined ? '' : `Line ${line}: `}${words}.`, { field, remedy: remedyFor(words) });
}

function remedyFor(words: string): string {
  if (/not closed/.test(words)) return 'Close it: {{ … }} around a name, {% if … %} with {% endif %}.';
  if (/undefined filter/.test(words)) return 'Leave the filter out; there are those of Liquid, e.g. {{ title | upcase }}.';
  if (/tag .* not found/.test(words))
    return 'Notices have if, unless, case, assign and comment, and nothing that reads or repeats.';
  if (/limit exceeded/.test(words)) return 'Write it simpler: it takes too much to fill in.';
  return 'Write names in double braces, as in {{ title }}.';
}
