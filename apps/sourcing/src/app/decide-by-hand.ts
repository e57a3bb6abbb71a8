import { z } from 'zod';
import { MoneyShape, Sentence, type Outcome } from '#lib/contracts';
import { err, ok, reject, vouchersText, type Money, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { canPay, possibleLenders, vouchersFor, type Holder, type Lookups } from '#lib/policy';
import { byHand } from '../domain/decision/outcome.ts';
import { withFeeByHand } from '../domain/decision/patron-fee.ts';
import { lenderAbroad, lenderToAsk } from '../domain/decision/lender-string.ts';
import type { Decision, SourcingState } from '../domain/request/state.ts';
import type { Sourcing } from './sourcing.ts';

const reason = Sentence.meta({ description: 'Why it is decided by hand; kept with the decision' });
const choice = <const Route extends string, Shape extends z.ZodRawShape>(route: Route, shape: Shape) =>
  z.strictObject({ route: z.literal(route), reason, ...shape });

/** What staff may choose, with what each needs. */
export const ByHand = z
  .discriminatedUnion('route', [
    choice('borrow', {
      lenders: z
        .union([
          z.array(z.string()).min(1).max(15),
          z
            .string()
            .min(1)
            .transform((text) => text.split(/[\s,;]+/).filter(Boolean)),
        ])
        .meta({ description: 'Symbols, in the order in which they are asked' }),
      maxCost: MoneyShape.optional(),
    }),
    choice('buy', {
      what: z.enum(['copy', 'print', 'e-book']),
      provider: z
        .enum(['get-it-now', 'reprints-desk', 'vendor', 'publisher'])
        .meta({ description: '`publisher`: staff buy the copy at the publisher’s own site, for `price` at most' }),
      offer: z.string().min(1).optional().meta({ description: 'Where no quote has been fetched' }),
      price: MoneyShape.optional(),
      addToCollection: z.boolean().default(false),
    }),
    choice('deliver', {
      url: z.url({ protocol: /^https?$/ }),
      version: z.enum(['publishedVersion', 'acceptedVersion', 'submittedVersion']).default('publishedVersion'),
    }),
    choice('link', { url: z.url({ protocol: /^https?$/ }), package: z.string().min(1).default('by hand') }),
    choice('hold', { record: z.string().min(1), callNumber: z.string().optional() }),
    choice('scan', { record: z.string().min(1), callNumber: z.string().optional() }),
    choice('decline', { offer: z.enum(['reserve', 'none']).default('none') }),
    choice('tell-patron', { message: Sentence }),
  ])
  .meta({ id: 'DecideByHand' });
export type ByHand = z.infer<typeof ByHand>;

/** Staff decide otherwise than the rules, or where the rules leave it to them; both are kept. */
export async function decideByHand(
  sourcing: Sourcing,
  tx: Tx,
  id: string,
  chosen: ByHand,
): Promise<Result<SourcingState, Rejection>> {
  return sourcing.step(tx, id, async (state, step) => {
    const { now, deadlines } = step;
    if (!state.request || (state.status !== 'waiting-staff' && state.status !== 'waiting-patron'))
      return { type: 'choose', decision: state.decision!, now, deadlines };
    const compiled = await sourcing.policyOf(step, state);
    const { found, asked } = await sourcing.findings(step, state, compiled);
    const outcome = outcomeByHand(chosen, found, tx);
    if (!outcome.ok) return outcome;
    const chosenSo = {
      id: tx.newId(),
      attempt: state.attempt + 1,
      outcome: withFeeByHand(outcome.value, { asked, holders: found.holders?.known ? found.holders.value.holders : [] }),
      reason: chosen.reason,
      also: state.decision?.also ?? [],
      override: { reason: chosen.reason, insteadOf: state.decision?.outcome.route ?? 'none' },
    };
    const decision: Decision = await sourcing.decideOtherwise(step, state, chosenSo, { by: 'person', compiled });
    if (chosen.route === 'borrow') await sourcing.countCopy(step, state, asked, found);
    return { type: 'choose', decision, now, deadlines, ...(found.fund?.known && { fund: found.fund.value.fund }) };
  });
}

function outcomeByHand(chosen: ByHand, found: Lookups, tx: Tx): Result<Outcome, Rejection> {
  switch (chosen.route) {
    case 'borrow':
      return borrowFrom(chosen, found, tx);
    case 'buy':
      return buyFrom(chosen, found, tx);
    case 'deliver':
      return ok({ route: 'deliver', url: chosen.url, version: chosen.version });
    case 'link':
      return ok({ route: 'link', url: chosen.url, package: chosen.package });
    case 'hold':
    case 'scan': {
      const { record, callNumber } = chosen;
      return ok({ route: chosen.route, library: tx.tenant, record, ...(callNumber && { callNumber }) });
    }
    case 'decline':
      return ok({ route: 'decline', offer: chosen.offer });
    case 'tell-patron':
      return ok({ route: 'tell-patron', message: chosen.message });
  }
}

function borrowFrom(
  { lenders, maxCost }: Extract<ByHand, { route: 'borrow' }>,
  found: Lookups,
  tx: Tx,
): Result<Outcome, Rejection> {
  const { request, holders } = found;
  if (!request?.known || !holders?.known)
    return err(reject('conflict', 'Who holds it is not known.', { remedy: 'Look again first.' }));
  const asked = request.value;
  // a person may ask again whom the rules left out: who was tried, who is of another edition
  const willing = { ...asked, wishes: { ...asked.wishes, anyEdition: true } };
  const known = possibleLenders(willing, holders.value, { tried: [] });
  const unknown = lenders.filter((symbol) => !known.some((one) => one.symbol === symbol));
  if (unknown.length)
    return err(
      reject('unknown-lender', `${unknown.join(', ')}: no partner that holds it and may supply it.`, {
        field: 'lenders',
        remedy: known.length
          ? `Choose among: ${known.map((one) => one.symbol).join(', ')}.`
          : 'Nobody holds it: choose another way.',
      }),
    );
  const chosen = lenders.flatMap((symbol) => known.filter((one) => one.symbol === symbol));
  const abroad = chosen.find((one) => one.abroad && one.settledBy === 'vouchers');
  if (abroad) return borrowAbroad(abroad, chosen, found, tx);
  return ok({ route: 'borrow', lenders: chosen.map((holder) => lenderToAsk(holder, BY_STAFF, maxCost)) });
}
const BY_STAFF = 'Chosen by staff';

/** Vouchers are kept for one lender: it is asked alone, and only where they are there. */
function borrowAbroad(lender: Holder, { length }: readonly Holder[], { vouchers }: Lookups, tx: Tx): Result<Outcome, Rejection> {
  const refuse = (code: string, message: string, remedy: string) => err(reject(code, message, { field: 'lenders', remedy }));
  if (length > 1)
    return refuse(
      'asked-alone',
      `${lender.symbol} is paid with IFLA vouchers, which are kept for one lender at a time.`,
      `Choose ${lender.symbol} alone; whoever else there is can be asked after it.`,
    );
  const halves = vouchersFor(lender);
  if (!vouchers?.known || !canPay(halves, vouchers.value))
    return refuse(
      'too-few-vouchers',
      `${lender.symbol} asks ${vouchersText(halves)}, which cannot be made up of the cards in the drawer.`,
      'Take vouchers in first (Money, Vouchers), or ask it by hand and close the request.',
    );
  return ok({ route: 'borrow', lenders: [lenderAbroad(lender, BY_STAFF, tx.newId())] });
}

function buyFrom(
  { what, provider, offer, price, addToCollection }: Extract<ByHand, { route: 'buy' }>,
  found: Lookups,
  tx: Tx,
): Result<Outcome, Rejection> {
  if (!found.fund?.known)
    return err(
      reject('unknown-fund', 'No fund is known that could pay for it.', { remedy: 'Have a manager open a fund first.' }),
    );
  if (provider === 'publisher') return buyAtPublisher(what, price, tx);
  const quotes = found['item-quotes'];
  const documents = provider === 'vendor' ? undefined : found[provider];
  const items = quotes?.known ? quotes.value[what === 'e-book' ? 'ebook' : 'print'] : undefined;
  const quoted = provider === 'vendor' ? items : documents?.known ? documents.value.offer : undefined;
  const [number, amount] = [offer ?? quoted?.offer, price ?? quoted?.price];
  if (!number || !amount)
    return err(
      reject('unknown-price', `No quote from ${provider} is at hand.`, {
        field: 'price',
        remedy: "Give the provider's offer number and the price.",
      }),
    );
  return ok({ route: 'buy', what, provider, offer: number, price: amount, reservation: tx.newId(), addToCollection });
}

function buyAtPublisher(what: string, price: Money | undefined, tx: Tx): Result<Outcome, Rejection> {
  if (what !== 'copy')
    return err(
      reject('copies-only', 'At a publisher’s site staff buy copies only.', {
        field: 'what',
        remedy: 'Choose "copy", or a vendor.',
      }),
    );
  if (!price || price.minor <= 0)
    return err(
      reject('no-limit', 'How much it may cost is missing.', { field: 'price', remedy: 'Give the most it may cost there.' }),
    );
  return ok(byHand(price, tx.newId()));
}
