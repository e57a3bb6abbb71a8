import type { Money } from '#lib/kernel';
import { NEW_IN_2021 } from './lists.ts';
import { NAMESPACE, type Iso18626Message } from './messages.ts';
import { MESSAGES } from './schema.ts';
import { printAmount, text, type Coded, type Part, type Sequence, type Shape, type Version } from './shape.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
// characters that XML 1.0 (§2.2) has no place for, lone surrogates among them
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const escape = (value: string): string =>
  value.replaceAll(IMPOSSIBLE, '\u{FFFD}').replaceAll(/[&<>"\r]/g, (character) => ESCAPES[character]!);

function print(name: string, value: unknown, shape: Shape, version: Version, indent: string): string {
  if (shape.is === 'sequence') {
    const inner = printFields(value as Record<string, unknown>, shape, version, `${indent}  `);
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
  const printed = shape.print(value as never);
  if ((name === 'action' || name === 'status') && !isSayable(printed, version))
    throw new RangeError(`ISO 18626: ${name} "${printed}" does not exist in version 1.2`);
  return `${indent}<${name}>${escape(printed)}</${name}>\n`;
}

function printFields(body: Record<string, unknown>, sequence: Sequence, version: Version, indent: string): string {
  const { fields, choice, oldOrder } = sequence;
  let xml = '';
  for (const field of version === '1.2' && oldOrder ? oldOrder : Object.keys(fields)) {
    const part = fields[field]!;
    if (part.only && part.only !== version) continue;
    const name = version === '1.2' ? (part.oldName ?? field) : field;
    const value = body[field];
    if (value === undefined) {
      if (version === '1.2' && part.oldMandatory) xml += `${indent}<${name}/>\n`;
      continue;
    }
    const each = part.occurs === 'many' ? (value as unknown[]) : [value];
    for (const one of version === '1.2' ? fewer(each, part) : each) xml += print(name, one, part.shape, version, indent);
    if (choice) break;
  }
  return xml;
}

/** What 1.2 has no room for: several texts go into one, of anything else the first. */
function fewer(values: readonly unknown[], { oldMost = Infinity, shape }: Part): readonly unknown[] {
  if (values.length <= oldMost) return values;
  return (shape as unknown) === text ? [values.join(', ')] : values.slice(0, oldMost);
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

/** Whether a version of the standard has this action or status. */
export const isSayable = (value: string, version: Version): boolean => version !== '1.2' || !NEW_IN_2021.includes(value);

/**
 * The message as XML (UTF-8) in the schema's order of elements, in its own version. What 1.2 has no place for is left out;
 * elements kept as unknown are not sent on.
 * @throws RangeError for an action or status that its version does not have: ask `isSayable` before sending.
 */
export function writeMessage({ kind, version, body }: Iso18626Message): string {
  const plain = body as unknown as Record<string, unknown>;
  const sequence = MESSAGES[kind] as Sequence;
  const inner = printFields(version === '1.2' ? antiquate(plain) : plain, sequence, version, '    ');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<ISO18626Message xmlns="${NAMESPACE}" xmlns:ill="${NAMESPACE}" ill:version="${version}">\n` +
    `  <${kind}>\n${inner}  </${kind}>\n` +
    '</ISO18626Message>\n'
  );
}
