import type { ServiceType } from '#lib/contracts';
import type { Answer } from './answer.ts';
import { en, type AnswerWords } from './words/index.ts';

export { ANSWERS, type Answer } from './answer.ts';

const TO_REQUEST: readonly Answer[] = ['will-send', 'sent', 'cannot', 'condition', 'later'];

/** Which links a message carries, by what it says. A message that only tells something has none. */
const OFFERED: Readonly<Record<string, readonly Answer[]>> = {
  Request: TO_REQUEST,
  Retry: TO_REQUEST,
  StatusRequest: TO_REQUEST,
  Cancel: ['cancelled', 'sent'],
  Renew: ['renewed', 'not-renewed'],
  ShippedReturn: ['came-back'],
};
export const answersTo = (said: string): readonly Answer[] => OFFERED[said] ?? [];

interface Base {
  readonly name: string;
  readonly label: string;
  readonly required?: true;
  readonly hint?: string;
}
/** A field of the page's form. `choice` one of several, `choices` any of them; values are ISO 18626's codes. */
export type AnswerField =
  | (Base & { readonly kind: 'text' | 'note' | 'date' | 'amount' | 'url' })
  | (Base & { readonly kind: 'choice' | 'choices'; readonly values: Readonly<Record<string, string>> });

/** What the page asks for with an answer. */
export function fieldsOfAnswer(answer: Answer, service: ServiceType, words: AnswerWords = en): readonly AnswerField[] {
  const { labels, hints, unfilled, later, conditions } = words;
  const note: AnswerField = { name: 'note', kind: 'note', label: labels.note };
  const cost: AnswerField = { name: 'cost', kind: 'amount', label: labels.cost, hint: hints.free };
  switch (answer) {
    case 'sent':
      return service === 'copy'
        ? [{ name: 'url', kind: 'url', label: labels.url, hint: hints.link }, cost, note]
        : [
            { name: 'dueDate', kind: 'date', label: labels.dueDate },
            cost,
            { name: 'carrier', kind: 'text', label: labels.carrier },
            { name: 'tracking', kind: 'text', label: labels.tracking },
            { name: 'conditions', kind: 'choices', label: labels.restrictions, values: conditions },
            note,
          ];
    case 'cannot':
      return [{ name: 'reason', kind: 'choice', label: labels.reason, required: true, values: unfilled }, note];
    case 'condition':
      return [
        { ...cost, hint: hints.priceOrCondition },
        ...(service === 'copy'
          ? []
          : [{ name: 'conditions', kind: 'choices', label: labels.conditions, values: conditions } as const]),
        note,
      ];
    case 'later':
      return [
        { name: 'after', kind: 'date', label: labels.after, required: true },
        { name: 'reason', kind: 'choice', label: labels.reason, required: true, values: later },
        note,
      ];
    case 'renewed':
      return [{ name: 'dueDate', kind: 'date', label: labels.newDueDate, required: true }, note];
    case 'will-send':
    case 'cancelled':
    case 'not-renewed':
    case 'came-back':
      return [note];
  }
}
