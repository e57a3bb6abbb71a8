import type { LentAsks } from '#lib/contracts';
import { err, formatMoney, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { LentEvent, Why } from '../events.ts';
import { askedText, exceeds, isUnpaid, methodOf } from '../asks.ts';
import type { Lent } from '../state.ts';
import { dueDateFor, renewedUntil } from '../waits.ts';
import { moved, noted, noteOf, questioned, say, sayStatus } from './step.ts';

type Decided = readonly LentEvent[] | Result<readonly LentEvent[], Rejection>;

/** The first answer to a request is its response; what is said later is a change. */
const whyOf = (lent: Lent): Why => (lent.status === 'asked' ? 'RequestResponse' : 'StatusChange');

const whereOf = ({ callNumber }: { readonly callNumber?: string }) => (callNumber ? { callNumber } : {});
const copyOf = ({ barcode }: { readonly barcode?: string }) => (barcode ? { barcode } : {});

const sentences = (...said: readonly (string | null | undefined)[]): string => said.filter(Boolean).join(' ');

/** In words, for the borrower: messages have no place for vouchers, nor for what a yes will cost. */
const askedNote = (asks: Lent['asks'], note?: string): { note?: string } => {
  const asked = asks && askedText(asks);
  return noteOf(sentences(asked && `${asked} will be asked for it.`, note));
};

/** A yes. Where more would be asked than the borrower pays, it is asked first whether it agrees: nobody is overcharged. */
export function willSupply(lent: Lent, c: Command<'will-supply'>): Decided {
  const asks = c.asks ?? lent.asks;
  const { loanDays, note } = c;
  const facts = { ...(loanDays ? { loanDays } : {}), ...whereOf(c), ...(asks ? { asks } : {}) };
  if (asks?.amount && !lent.sent && exceeds(asks.amount, lent.asked))
    return [
      moved(lent, c, 'conditional', { facts: { ...facts, offered: asks.amount, loanConditions: [] } }),
      say(lent, c, whyOf(lent), 'RetryPossible', {
        reasonRetry: 'CostExceedsMaxCost',
        offered: asks.amount,
        ...paidBy(asks),
        ...noteOf(note),
      }),
    ];
  return [moved(lent, c, 'promised', { facts }), say(lent, c, whyOf(lent), 'WillSupply', askedNote(asks, note))];
}

const paidBy = (asks: Lent['asks']): { method?: string } => {
  const method = asks && methodOf(asks);
  return method ? { method } : {};
};

const overcharged = (cost: Money, { asked: { maxCost } }: Lent): Rejection =>
  reject('costs-too-much', `${formatMoney(cost)} is more than the borrower pays (${formatMoney(maxCost!)} at most).`, {
    field: 'cost',
    remedy: 'Offer it on condition of the cost first: it may agree.',
  });

/**
 * What is asked for what is sent now: as it was told before, or the policy says; where staff name a cost, that. Once charged, nothing more.
 * @returns a rejection where it is more than the borrower agreed to, or money where vouchers are asked
 */
function pricedAs(lent: Lent, c: Command<'ship' | 'send-copy'>): Result<{ asks?: LentAsks; cost?: Money }, Rejection> {
  const asks = c.asks ?? lent.asks ?? undefined;
  const cost = c.cost ?? (lent.charge ? undefined : asks?.amount);
  if (c.cost && isUnpaid(asks?.means))
    return err(
      reject(
        'paid-otherwise',
        `It is lent for ${asks!.means === 'vouchers' ? askedText(asks!) : 'reciprocity'}, not for money.`,
        {
          field: 'cost',
          remedy: 'Leave the cost empty; what is asked follows from the charges policy.',
        },
      ),
    );
  if (cost && exceeds(cost, lent.asked)) return err(overcharged(cost, lent));
  return ok({ ...(asks ? { asks } : {}), ...(cost ? { cost } : {}) });
}

/** Which copy was taken, and from where. */
export const pull = (lent: Lent, c: Command<'pull'>): LentEvent[] => [
  moved(lent, c, 'pulled', { facts: { ...copyOf(c), ...whereOf(c) } }),
];

export const expect = (lent: Lent, c: Command<'expect'>): LentEvent[] => [
  moved(lent, c, 'asked', { facts: { expected: true } }),
  say(lent, c, whyOf(lent), 'ExpectToSupply', noteOf(c.note)),
];

const sentBefore = reject('conflict', 'A copy has been sent already: only a better one is to come.', {
  remedy: 'Send it again (send-copy), or say that no better one can be made (unfilled).',
});

/** A yes on condition: the borrower answers it with a Retry (ISO 18626: RetryPossible, CostExceedsMaxCost or MustMeetLoanCondition). */
export function condition(lent: Lent, c: Command<'condition'>): Decided {
  const { cost, condition: asked, loanDays, note } = c;
  if (lent.sent) return err(sentBefore);
  if (!cost && !asked)
    return err(
      reject('no-condition', 'Neither a cost nor a condition is given.', {
        field: 'cost',
        remedy: 'Name what it costs or on what condition it is lent, or simply say yes.',
      }),
    );
  const conditions = asked ? [asked] : [];
  return [
    moved(lent, c, 'conditional', {
      facts: { offered: cost ?? null, loanConditions: conditions, ...(loanDays ? { loanDays } : {}) },
    }),
    say(lent, c, whyOf(lent), 'RetryPossible', {
      reasonRetry: cost ? 'CostExceedsMaxCost' : 'MustMeetLoanCondition',
      ...(cost ? { offered: cost, ...paidBy(lent.asks) } : {}),
      ...(asked ? { loanConditions: conditions } : {}),
      ...noteOf(note),
    }),
  ];
}

export const tryLater = (lent: Lent, c: Command<'try-later'>): Decided =>
  lent.sent
    ? err(sentBefore)
    : [
        moved(lent, c, 'try-later', { facts: { retryAfter: c.after ?? null }, reason: c.reason }),
        say(lent, c, whyOf(lent), 'RetryPossible', {
          reasonRetry: c.reason,
          ...(c.after ? { retryAfter: c.after } : {}),
          ...noteOf(c.note),
        }),
      ];

/** A no. Requests are not passed on to another library from here: who asked for that is told. */
export const unfilled = (lent: Lent, c: Command, reason: string, note?: string): LentEvent[] => {
  if (lent.sent) return firstStands(lent, c, note ? `${reason}: ${note}` : reason);
  const passedOn = lent.asked.subTypes?.includes('TransferRequest')
    ? 'TransferRequest: it was not passed on to another library.'
    : '';
  return [
    moved(lent, c, 'unfilled', { reason: note ? `${reason}: ${note}` : reason }),
    say(lent, c, whyOf(lent), 'Unfilled', { reasonUnfilled: reason, ...noteOf([note, passedOn].filter(Boolean).join(' ')) }),
  ];
};

/** A better copy was wanted and cannot be had: what was sent before is what there is, and both sides say so. */
const firstStands = (lent: Lent, c: Command, why: string): LentEvent[] => [
  moved(lent, c, 'completed', { reason: why }),
  say(lent, c, 'StatusChange', 'CopyCompleted', {
    ...(lent.url ? { url: lent.url } : {}),
    ...noteOf(`A better copy could not be made (${why}).`),
  }),
];

export function ship(lent: Lent, c: Command<'ship'>): Decided {
  const { pieces, condition: asked, carrier, tracking } = c;
  const priced = pricedAs(lent, c);
  if (!priced.ok) return priced;
  const { asks, cost } = priced.value;
  const dueDate = c.dueDate ?? dueDateFor(lent.terms, lent.loanDays, c);
  if (dueDate <= c.at.slice(0, 10))
    return err(reject('due-already', `${dueDate} has come already.`, { field: 'dueDate', remedy: 'Give a later day.' }));
  const loanConditions = asked ? [asked] : lent.loanConditions;
  const parcel = {
    ...(pieces === undefined ? {} : { pieces }),
    ...(cost ? { cost } : {}),
    ...(carrier ? { carrier } : {}),
    ...(tracking ? { tracking } : {}),
    ...(loanConditions?.length ? { loanConditions } : {}),
  };
  return [
    moved(lent, c, 'shipped', { facts: { dueDate, ...copyOf(c), ...parcel, ...(asks ? { asks } : {}) } }),
    ...cancelRefused(lent, c, 'Loaned'),
    say(lent, c, whyOf(lent), 'Loaned', { sent: true, dueDate, ...parcel, ...paidBy(asks), ...sentNote(asks, c.note) }),
  ];
}

/** Vouchers that are asked, in words: a message has no other place for how many. */
const sentNote = (asks: LentAsks | undefined, note?: string): { note?: string } => {
  const vouchers = asks?.means === 'vouchers' ? `${askedText(asks)} asked for it.` : undefined;
  return noteOf(sentences(vouchers, note));
};

export function sendCopy(lent: Lent, c: Command<'send-copy'>): Decided {
  const { url } = c;
  const priced = pricedAs(lent, c);
  if (!priced.ok) return priced;
  const { asks, cost } = priced.value;
  const with_ = { ...(url ? { url } : {}), ...(cost ? { cost } : {}) };
  return [
    moved(lent, c, 'supplied', { facts: { ...with_, ...(asks ? { asks } : {}), sent: true } }),
    ...cancelRefused(lent, c, 'CopyCompleted'),
    say(lent, c, whyOf(lent), 'CopyCompleted', { sent: true, ...with_, ...paidBy(asks), ...sentNote(asks, c.note) }),
  ];
}

/** Sent although the borrower had asked to cancel it: that has its answer too. */
const cancelRefused = (lent: Lent, c: Command, status: 'Loaned' | 'CopyCompleted'): LentEvent[] =>
  lent.status === 'cancel-asked' ? [say(lent, c, 'CancelResponse', status, { answer: 'N' })] : [];

export const cancelYes = (lent: Lent, c: Command): LentEvent[] => [
  moved(lent, c, 'cancelled'),
  say(lent, c, 'CancelResponse', 'Cancelled', { answer: 'Y' }),
];

export const cancelNo = (lent: Lent, c: Command<'cancel-no'>): LentEvent[] => [
  moved(lent, c, lent.before === 'pulled' ? 'pulled' : 'promised'),
  say(lent, c, 'CancelResponse', 'WillSupply', { answer: 'N', ...noteOf(c.note) }),
];

export const grantRenewal = (lent: Lent, c: Command, until?: string): LentEvent[] => {
  const dueDate = until ?? renewedUntil(lent.terms, lent.loanDays, lent.dueDate, c);
  return [
    moved(lent, c, 'with-borrower', { facts: { dueDate, renewals: lent.renewals + 1 } }),
    say(lent, c, 'RenewResponse', 'Loaned', { answer: 'Y', dueDate }),
  ];
};

export function grantRenewalBy(lent: Lent, c: Command<'grant-renewal'>): Decided {
  if (c.dueDate && c.dueDate <= c.at.slice(0, 10))
    return err(reject('due-already', `${c.dueDate} has come already.`, { field: 'dueDate', remedy: 'Give a later day.' }));
  return grantRenewal(lent, c, c.dueDate);
}

/** @param to where it stands then: where it stood before it was asked */
export const refuseRenewal = (lent: Lent, c: Command, note?: string): LentEvent[] => {
  const to = lent.before === 'overdue' || lent.before === 'shipped' ? lent.before : 'with-borrower';
  const status = to === 'overdue' ? 'Overdue' : 'Loaned';
  const due = lent.dueDate ? { dueDate: lent.dueDate } : {};
  return [moved(lent, c, to), say(lent, c, 'RenewResponse', status, { answer: 'N', ...due, ...noteOf(note) })];
};

export const recall = (lent: Lent, c: Command<'recall'>): LentEvent[] => {
  const facts = c.dueDate ? { dueDate: c.dueDate } : {};
  const asked = lent.status === 'renewal-asked' ? [say(lent, c, 'RenewResponse', 'Recalled', { answer: 'N', ...facts })] : [];
  const due = c.dueDate ?? lent.dueDate;
  return [
    moved(lent, c, 'recalled', { facts }),
    ...asked,
    say(lent, c, 'StatusChange', 'Recalled', { ...(due ? { dueDate: due } : {}), ...noteOf(c.note) }),
  ];
};

export const hold = (lent: Lent, c: Command<'hold-return' | 'release-hold'>): LentEvent[] => [
  moved(lent, c, lent.status, { facts: { held: c.on === 'hold-return' } }),
  say(lent, c, 'StatusChange', c.on === 'hold-return' ? 'HoldReturn' : 'ReleaseHoldReturn', noteOf(c.note)),
];

/** It stands on the shelf again. What came back in another state than it went is for a person to settle. */
export function checkIn(lent: Lent, c: Command<'check-in'>): LentEvent[] {
  const { condition: state, pieces } = c;
  const fewer = pieces !== undefined && lent.pieces !== undefined && pieces < lent.pieces;
  const text = [state, fewer ? `${pieces} of ${lent.pieces} pieces came back` : ''].filter(Boolean).join('; ');
  return [
    moved(lent, c, 'returned', { facts: state ? { condition: state } : {} }),
    say(lent, c, 'StatusChange', 'LoanCompleted', noteOf(text)),
    ...(text ? [questioned(c, 'damaged', 'damaged', `It came back so: ${text}. Settle it with ${lent.requester.name}.`)] : []),
  ];
}

const LOST = 'It counts as lost.';
export const declareLost = (lent: Lent, c: Command, note?: string): LentEvent[] => [
  moved(lent, c, 'lost', note ? { reason: note } : {}),
  sayStatus({ ...lent, status: 'overdue' }, c, 'Notification', noteOf([LOST, note].filter(Boolean).join(' '))),
];

/** Nothing more is owed but what the bill says, if there is one. */
export const settled = (lent: Lent, c: Command, more: { cost?: Lent['cost']; note?: string | undefined } = {}): LentEvent[] => [
  moved(lent, c, 'settled', more.cost ? { facts: { cost: more.cost } } : {}),
  say(lent, c, 'StatusChange', 'CompletedWithoutReturn', { ...(more.cost ? { cost: more.cost } : {}), ...noteOf(more.note) }),
];

export const tell = (lent: Lent, c: Command<'tell'>): LentEvent[] => [
  noted(c, {}, c.note),
  sayStatus(lent, c, 'Notification', { note: c.note }),
];

/** What was asked is not asked any more; the borrower hears of it. */
export const takeBackCharge = (lent: Lent, c: Command<'take-back-charge'>): Decided => {
  if (!lent.charge || lent.uncharged !== undefined)
    return err(reject('conflict', 'Nothing has been charged for it, or it was taken back.', { remedy: 'Load it again.' }));
  return [
    noted(c, {}, c.note),
    { type: 'uncharged', reason: c.note, at: c.at },
    sayStatus(lent, c, 'Notification', { note: `What was asked for it is not asked any more: ${c.note}` }),
  ];
};

const UNTOLD = { 'check-out': 'it is lent', 'check-in': 'it is back' } as const;

/** The library's own system was not told: a person does it there. */
export const notCirculated = (lent: Lent, c: Command<'not-circulated'>): LentEvent[] => [
  noted(c, {}, c.reason),
  questioned(
    c,
    c.questionId,
    'not-circulated',
    `Your own system could not be told that ${UNTOLD[c.step]} (copy ${lent.barcode ?? 'unknown'}): ${c.reason} Do it there.`,
  ),
];

export function settle(lent: Lent, { questionId, note, at }: Command<'settle'>): Decided {
  return lent.questions.some(({ id }) => id === questionId)
    ? ok([{ type: 'settled', questionId, note, at }])
    : err(reject('not-found', 'There is no such question.', { remedy: 'Load it again: it may have been settled.' }));
}

/** Back by the last step, where nobody outside has learned of it. */
export const undo = (lent: Lent, c: Command<'undo'>): Decided =>
  lent.undo
    ? // another copy may be taken next time
      [moved(lent, c, lent.undo, lent.barcode ? { facts: { barcode: null } } : {})]
    : err(reject('conflict', 'There is nothing to undo.', { remedy: 'Load it again and see what is possible now.' }));
