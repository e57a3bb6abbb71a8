import { asText, json, type Answer, type Call } from './http.ts';
import type { Row, WorldState } from './state.ts';

/**
 * What services that honor `Idempotency-Key` do before they act: the same key with the same body gets the first answer's row, with
 * another body it is refused (422), as the IETF draft "The Idempotency-Key HTTP Header Field" has it.
 */
export function repeated(service: string, call: Call, state: WorldState): { row: Row } | { refused: Answer } | undefined {
  const key = keyOf(call);
  if (!key) return undefined;
  const [row] = state.byKey(service, key);
  if (!row) return undefined;
  if (row['asked'] === call.body.toString('utf8')) {
    state.asked(service, 'order', { key, effect: row.id, repeat: true });
    return { row };
  }
  const message = 'This Idempotency-Key was used with another body';
  return { refused: json({ error: 'IDEMPOTENCY_KEY_REUSED', message }, 422) };
}
export const keyOf = (call: Call): string | undefined => asText(call.headers['idempotency-key']);
/** Header of an answer that repeats an earlier one. */
export const REPLAYED = { 'idempotent-replayed': 'true' };
