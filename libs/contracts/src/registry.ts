import type { MessageType } from './define.ts';
import * as directory from './directory/index.ts';
import * as fulfillment from './fulfillment/index.ts';
import * as intake from './intake/index.ts';
import * as payment from './payment/index.ts';
import * as sourcing from './sourcing/index.ts';

const all: readonly unknown[] = [directory, intake, sourcing, fulfillment, payment].flatMap((module) => Object.values(module));
const isMessage = (value: unknown): value is MessageType => typeof value === 'object' && value !== null && 'kind' in value;

/** Every message there is, by type. */
export const messages: ReadonlyMap<string, MessageType> = new Map(
  all.filter(isMessage).map((message) => [message.type, message]),
);

/**
 * The message of that type.
 * @throws Error for a type nobody has declared: a sender or a subscriber has misspelt it.
 */
export function messageType(type: string): MessageType {
  const found = messages.get(type);
  if (!found) throw new Error(`no message type "${type}" in libs/contracts`);
  return found;
}
