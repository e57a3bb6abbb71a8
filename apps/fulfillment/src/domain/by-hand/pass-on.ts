import { formatMoney, type Money } from '#lib/kernel';
import type { FieldToPaste } from './paste.ts';

/** What is to be passed on to a lender whose answers come by hand, after it was asked. */
export interface PassedOn {
  readonly said: string;
  readonly title: string;
  readonly reference: string;
  readonly lenderReference?: string | undefined;
  readonly maxCost?: Money | undefined;
  readonly conditions?: readonly string[] | undefined;
  readonly dueDate?: string | undefined;
  readonly carrier?: string | undefined;
  readonly tracking?: string | undefined;
}

/** What to say, and what to bring back from there. */
function wordsFor({ said, maxCost, conditions, dueDate }: PassedOn): readonly [say: string, bringBack?: string] {
  const agreed = [maxCost && formatMoney(maxCost), ...(conditions ?? [])].filter(Boolean).join(', ');
  switch (said) {
    case 'Retry':
      return [`We agree${agreed ? ` to ${agreed}` : ''}: please supply it.`, 'Whether it is sent, or not after all'];
    case 'StatusRequest':
      return ['How does our request stand?', 'What was answered'];
    case 'Cancel':
      return ['We no longer need it: please do not send it.', 'Whether it had been sent already'];
    case 'Renew':
      return [
        `May we keep it longer${dueDate ? ` (it is due on ${dueDate})` : ''}?`,
        'Whether it may be kept, and the new due date',
      ];
    case 'Received':
      return ['It has arrived here.'];
    case 'ShippedReturn':
      return ['It is on its way back to you.', 'That it came back'];
    case 'Lost':
      return ['It has been lost. What do you ask for it?', 'What is to be paid'];
    default:
      return ['A word about our request.'];
  }
}

/** What staff paste into the other system, or say on the telephone, for a step after the request; and what they bring back. */
export function passOn(told: PassedOn): readonly FieldToPaste[] {
  const { title, reference, lenderReference, carrier, tracking } = told;
  const [say, bringBack] = wordsFor(told);
  const shipped = told.said === 'ShippedReturn' ? [carrier, tracking].filter(Boolean).join(', ') : '';
  return [
    ...(lenderReference ? [{ name: 'Their number', value: lenderReference }] : []),
    { name: 'Our number', value: reference },
    { name: 'Title', value: title },
    { name: 'Say', value: say },
    ...(shipped ? [{ name: 'Sent by', value: shipped }] : []),
    ...(bringBack ? [{ name: 'Bring back', value: bringBack }] : []),
  ];
}
