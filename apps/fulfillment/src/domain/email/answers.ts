import type { ServiceType } from '#lib/contracts';

/** What a lender may answer by a link in a mail of ours; each link is for one of them. */
export const ANSWERS = [
  'will-send',
  'sent',
  'cannot',
  'condition',
  'later',
  'cancelled',
  'renewed',
  'not-renewed',
  'came-back',
] as const;
export type Answer = (typeof ANSWERS)[number];

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

/** An answer as mail and page name it. */
export const ANSWER_WORDS: Readonly<Record<Answer, string>> = {
  'will-send': 'We will send it',
  sent: 'It has been sent',
  cannot: 'We cannot supply it',
  condition: 'Only at a price, or on a condition',
  later: 'Not now: ask again later',
  cancelled: 'Canceled here, nothing will be sent',
  renewed: 'Yes, it may be kept longer',
  'not-renewed': 'No, it may not be kept longer',
  'came-back': 'It came back to us',
};

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

const NOTE: AnswerField = { name: 'note', kind: 'note', label: 'Anything else we should know' };
const COST: AnswerField = { name: 'cost', kind: 'amount', label: 'What you charge for it', hint: '0 or empty where it is free' };

/** reasonUnfilled of ISO 18626, in words. */
export const UNFILLED: Readonly<Record<string, string>> = {
  NotHeld: 'We do not hold it',
  NotOnShelf: 'It is not on the shelf',
  NonCirculating: 'It does not circulate',
  NotAvailableForILL: 'We do not lend it to other libraries',
  PolicyProblem: 'License or policy forbids it',
  PoorCondition: 'It is in poor condition',
};
/** Those of ISO 18626's reasonRetry that pass with time. */
export const LATER: Readonly<Record<string, string>> = {
  OnLoan: 'It is on loan',
  OnOrder: 'It is on order',
  AtBindery: 'It is at the bindery',
  NotCurrentAvailableForILL: 'It is not available for interlibrary loan just now',
};
/** loanCondition of ISO 18626, in words. */
export const CONDITIONS: Readonly<Record<string, string>> = {
  LibraryUseOnly: 'For use in the library only',
  WatchLibraryUseOnly: 'For use in the library only, under supervision',
  NoReproduction: 'No copies may be made',
  SignatureRequired: 'The reader has to sign',
  SpecCollSupervReq: 'In a special collections reading room',
};

/** What the page asks for with an answer. */
export function fieldsOfAnswer(answer: Answer, service: ServiceType): readonly AnswerField[] {
  switch (answer) {
    case 'sent':
      return service === 'copy'
        ? [
            { name: 'url', kind: 'url', label: 'Where it can be fetched', hint: 'A link; empty where it comes otherwise' },
            COST,
            NOTE,
          ]
        : [
            { name: 'dueDate', kind: 'date', label: 'Due back at your library' },
            COST,
            { name: 'carrier', kind: 'text', label: 'Sent by (USPS, UPS, van …)' },
            { name: 'tracking', kind: 'text', label: 'Tracking number' },
            { name: 'conditions', kind: 'choices', label: 'Restrictions', values: CONDITIONS },
            NOTE,
          ];
    case 'cannot':
      return [{ name: 'reason', kind: 'choice', label: 'Why', required: true, values: UNFILLED }, NOTE];
    case 'condition':
      return [
        { ...COST, hint: 'Give a price or a condition' },
        ...(service === 'copy'
          ? []
          : [{ name: 'conditions', kind: 'choices', label: 'Conditions', values: CONDITIONS } as const]),
        NOTE,
      ];
    case 'later':
      return [
        { name: 'after', kind: 'date', label: 'Ask us again on or after', required: true },
        { name: 'reason', kind: 'choice', label: 'Why', required: true, values: LATER },
        NOTE,
      ];
    case 'renewed':
      return [{ name: 'dueDate', kind: 'date', label: 'Now due back at your library', required: true }, NOTE];
    case 'will-send':
    case 'cancelled':
    case 'not-renewed':
    case 'came-back':
      return [NOTE];
  }
}
