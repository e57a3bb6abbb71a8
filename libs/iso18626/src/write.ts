import type { Money } from '#lib/kernel';
import { NEW_IN_2021 } from './lists.ts';
import { NAMESPACE, type Iso18626Message } from './messages.ts';
import { MESSAGES } from './schema.ts';
import { printAmount, type Coded, type Fields, type Sequence, type Shape, type Version } from './shape.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
// characters that XML 1.0 (§2.2) has no place for, lone surrogates among them
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const escape = (value: string): string =>
  value.replaceAll(IMPOSSIBLE, '\u{FFFD}').replaceAll(/[&<>"\r]/g, (character) => ESCAPES[character]!);

function print(name: string, value: unknown, shape: Shape, version: Version, indent: string): string {
  if (shape.is === 'sequence') {
    const inner = printFields(value as Record<string, unknown>, shape.fields, version, `${indent}  `);
    return inner ? `${indent}<${name}>\n${inner}${indent}</${name}>\n` : `${indent}<${name}/>\n`;
  }
  if (shape.is === 'coded') {
    const { value: of, scheme } = value as Coded;
    return `${indent}<${name}${scheme ? ` ill:scheme="${escape(scheme)}"` : ''}>${escape(of)}</${name}>\n`;
  }
  if (shape.is === 'costs') {
    const amount = value as Money;
    const lines = `<currencyCode>${amount.currency}</currencyCode><monetaryValue>${printAmount(amount)}</monetaryValue>`;
    return `${indent}<${name}>${lines}</${name}>\n`;
  }
  const text = shape.print(value as never);
  if (version === '1.2' && (name === 'action' || name === 'status') && NEW_IN_2021.includes(text))
    throw new RangeError(`ISO 18626: ${name} "${text}" does not exist in version 1.2`);
  return `${indent}<${name}>${escape(text)}</${name}>\n`;
}

function printFields(body: Record<string, unknown>, fields: Fields, version: Version, indent: string): string {
  let xml = '';
  for (const [field, part] of Object.entries(fields)) {
    if (part.only && part.only !== version) continue;
    const name = version === '1.2' ? (part.oldName ?? field) : field;
    const value = body[field];
    if (value === undefined) continue;
    for (const each of part.occurs === 'many' ? (value as unknown[]) : [value])
      xml += print(name, each, part.shape, version, indent);
  }
  return xml;
}

/** Where 1.2 has the costs and times of a retry; it has room for one amount. */
function antiquate(body: Record<string, unknown>): Record<string, unknown> {
  const retry = body['retryInfo'] as Record<string, unknown> | undefined;
  if (!retry) return body;
  const { offeredCosts, retryAfter, retryBefore } = retry;
  const info = body['messageInfo'] as object;
  return {
    ...body,
    messageInfo: { ...info, offeredCosts: (offeredCosts as unknown[] | undefined)?.[0], retryAfter, retryBefore },
  };
}

/**
 * The message as XML (UTF-8) in the schema's order of elements, in its own version. What 1.2 has no place for is left out;
 * elements kept as unknown are not sent on.
 * @throws RangeError for an action or status that its version does not have: ask before sending.
 */
export function writeMessage({ kind, version, body }: Iso18626Message): string {
  const plain = body as unknown as Record<string, unknown>;
  const fields = (MESSAGES[kind] as Sequence).fields;
  const inner = printFields(version === '1.2' ? antiquate(plain) : plain, fields, version, '    ');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<ISO18626Message xmlns="${NAMESPACE}" xmlns:ill="${NAMESPACE}" ill:version="${version}">\n` +
    `  <${kind}>\n${inner}  </${kind}>\n` +
    '</ISO18626Message>\n'
  );
}
