import { LONGEST_MESSAGE } from '#lib/contracts';
import { plain } from '../conversation/plain.ts';

/** What somebody answered by mail. */
export interface Answer {
  readonly text: string;
  /** All that came, where something was cut from it. */
  readonly whole?: string;
}

/** So much of a mail is kept beside the answer. */
const LONGEST_WHOLE = 20_000;

const DAY_OR_TIME = String.raw`(?=.*\d{1,2}[:.]\d{2}|.*\d{4}|.*@)`;
/** Lines with which mail programs begin what they quote, in the languages of our notices and their neighbors’. */
const QUOTES_BEGIN: readonly RegExp[] = [
  new RegExp(`^On ${DAY_OR_TIME}.{3,300} wrote:$`),
  new RegExp(`^El ${DAY_OR_TIME}.{3,300} escribi[óo]:$`),
  new RegExp(`^Am ${DAY_OR_TIME}.{3,300} schrieb .{1,200}:$`),
  new RegExp(`^Le ${DAY_OR_TIME}.{3,300} a écrit ?:$`),
  new RegExp(`^Il ${DAY_OR_TIME}.{3,300} ha scritto:$`),
  /^-{2,} ?(Original Message|Mensaje original|Ursprüngliche Nachricht|Forwarded message|Message d'origine) ?-{2,}$/i,
  /^_{20,}$/,
];
/** Outlook quotes the mail's head as lines: two of them in a row begin a quote. */
const HEAD = /^\*?(From|Sent|To|Subject|Date|De|Enviado|Para|Asunto|Von|Gesendet|An|Betreff|Datum) ?:\*? .+/i;
const SENT_FROM = /^(Sent from my |Get Outlook for |Enviado desde mi |Von meinem .{1,30} gesendet|Gesendet von |Sent with )/i;

const beginsQuote = (lines: readonly string[], at: number): boolean => {
  const line = lines[at]!.trim();
  // an attribution may run over two or three lines
  const joined = [
    line,
    `${line} ${lines[at + 1]?.trim() ?? ''}`,
    `${line} ${lines[at + 1]?.trim() ?? ''} ${lines[at + 2]?.trim() ?? ''}`,
  ];
  if (QUOTES_BEGIN.some((pattern) => joined.some((text) => pattern.test(text.replaceAll(/\s+/g, ' ').trim())))) return true;
  return HEAD.test(line) && HEAD.test(lines[at + 1]?.trim() ?? '');
};
const isQuoted = (line: string): boolean => /^\s*>/.test(line);

/**
 * What somebody wrote themselves: without the mail they answer, as programs quote it, without a signature (`-- `, RFC 3676 §4.3) and what a
 * telephone adds. Answers between quoted lines keep those they answer. Where nothing would be left, everything is.
 */
export function answerIn(mail: string): Answer {
  const all = plain(mail);
  const lines = all.split('\n');
  const begin = lines.findIndex((_, at) => beginsQuote(lines, at));
  // below the attribution may be answers between the lines: then only what is quoted at the end goes
  const interleaved = begin >= 0 && answersBelow(lines.slice(begin + 1));
  let own = begin < 0 || interleaved ? lines : lines.slice(0, begin);
  const signature = own.findIndex((line) => line === '--' || line === '-- ');
  if (signature > 0) own = own.slice(0, signature);
  while (own.length && (!own.at(-1)!.trim() || isQuoted(own.at(-1)!) || SENT_FROM.test(own.at(-1)!.trim())))
    own = own.slice(0, -1);
  const text = own.join('\n').trim() || all;
  if (text === all && all.length <= LONGEST_MESSAGE) return { text };
  return { text: text.slice(0, LONGEST_MESSAGE), whole: all.slice(0, LONGEST_WHOLE) };
}

/** Between or below lines marked as quoted stands something that is not: somebody answered point by point. */
function answersBelow(lines: readonly string[]): boolean {
  const first = lines.findIndex(isQuoted);
  if (first < 0) return false;
  const rest = lines.slice(first).filter((line) => line.trim() && !isQuoted(line));
  return rest.some((line) => !SENT_FROM.test(line.trim()) && line !== '--' && line !== '-- ');
}
