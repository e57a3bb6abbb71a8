const SECRET_KEY = /^(authorization|cookie|set-cookie|password|passphrase|token|secret|api-?key|.*(secret|password|token))$/i;
/** Only directory has them, and no log does. */
const PERSON_KEY =
  /^(patron|given|family|first|last|full|display)[-_]?names?$|^(e-?mail|address|phone|card(number)?|username|birthday)$/i;
const CUT = '[cut]';
const DEPTH = 6;

const TEXT: readonly [pattern: RegExp, replacement: string][] = [
  [/\b(Bearer|Basic) +[\w.~+/=-]+/gi, `$1 ${CUT}`],
  [/(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g, `$1:${CUT}@`], // the password in an address
  [/\b[\w.+-]+@[\w-]+(\.[\w-]+)+\b/g, '[e-mail]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, CUT], // a JSON Web Token
];

/** Text without secrets and e-mail addresses. */
export const scrubText = (text: string): string => TEXT.reduce((left, [pattern, by]) => left.replace(pattern, by), text);

/** A value for the log, without secrets and without what tells who a patron is. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error)
    return {
      type: value.name,
      message: scrubText(value.message),
      stack: scrubText(value.stack ?? ''),
      ...(value.cause ? { cause: scrub(value.cause, depth + 1) } : {}),
    };
  if (value instanceof Date) return value;
  if (depth >= DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => scrub(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_KEY.test(name) || PERSON_KEY.test(name) ? CUT : scrub(item, depth + 1),
    ]),
  );
}
