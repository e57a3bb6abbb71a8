import { LibrarySymbol, Outcome } from '#lib/contracts';
import { err, money, minorDigits, ok, type Money, type Result } from '#lib/kernel';
import {
  answered,
  degreeLibrary,
  dueBack,
  holdableCopies,
  licensedTitles,
  onShelf,
  openCopies,
  openDissertations,
  renderTemplate,
  type Consulted,
  type DecidedRequest,
  type DecidingPolicies,
  type Decided,
  type Facts,
} from '#lib/policy';
import { lenderString } from './lender-string.ts';

/** What an outcome is made of: a decision, what it saw, and the ids and moments that purity forbids to make up. */
export interface Making extends Pick<DecidedRequest, 'compiled' | 'decided' | 'facts' | 'found'> {
  readonly policies: Pick<DecidingPolicies, 'lender-ranking'>;
  readonly newId: () => string;
}

/** An outcome, and the policy that was asked to make it, where one was. */
export interface Made {
  readonly outcome: Outcome;
  readonly consulted?: Consulted;
}

const DAY = 86_400_000;
/** Stands for a library of the shared system whose code is no symbol. */
const SHARED = 'SHARED-SYSTEM';
/** Named where the facts that a rule saw and what there is to act on disagree: a person looks. */
const gone = (what: string): Result<Outcome, string> => err(`${what} is not there any more.`);

/** Makes of a rule's event all that is needed to carry it out, or says why that cannot be. */
export async function outcomeOf(making: Making): Promise<Result<Made, string>> {
  const { event } = making.decided;
  if (event.type === 'borrow') return borrowing(making, event.params);
  const outcome = unaided(making, event);
  return outcome.ok ? ok({ outcome: outcome.value }) : outcome;
}

/** Those for which no other policy is asked. */
function unaided(making: Making, event: Exclude<Making['decided']['event'], { type: 'borrow' }>): Result<Outcome, string> {
  const { decided, found } = making;
  const { reason } = decided;
  const look = answered(found);
  const asked = look('request');
  switch (event.type) {
    case 'accept':
      return gone('What the patron may ask for');
    case 'refuse':
    case 'tell-patron':
      return ok({ route: 'tell-patron', message: reason });
    case 'merge': {
      const { same } = look('earlier');
      return same ? ok({ route: 'merge', into: same.id }) : gone('The earlier request');
    }
    case 'decline':
      return ok({ route: 'decline', offer: event.params.offer });
    case 'ask-patron':
      return ok(question(making, event.params));
    case 'hold': {
      const [first] = onShelf(asked, look('own-catalog'), look('tried'));
      const [due] = dueBack(asked, look('own-catalog'), look('tried'));
      const copy = first ?? due;
      if (!copy) return gone('The own copy');
      const { callNumber } = copy.item ?? {};
      return ok({
        route: 'hold',
        library: asked.library,
        record: copy.record.record,
        ...(callNumber && { callNumber }),
        ...(!first && due && { due: due.due }),
      });
    }
    case 'consortial-hold': {
      const [first] = holdableCopies(asked, look('shared-catalog'), look('tried'));
      if (!first) return gone('The copy in the shared system');
      const { copy, record } = first;
      // one hold on the record: the shared system sends whichever copy it finds
      const library = LibrarySymbol.safeParse(copy.library).data ?? SHARED;
      return ok({ route: 'hold', library, record: record.record, ...(copy.callNumber && { callNumber: copy.callNumber }) });
    }
    case 'scan': {
      const [first] = onShelf(asked, look('own-catalog'), look('tried'));
      if (!first) return gone('The own volume');
      const callNumber = first.item?.callNumber;
      return ok({ route: 'scan', library: asked.library, record: first.record.record, ...(callNumber && { callNumber }) });
    }
    case 'link': {
      const title = licensedTitles(look('licenses'), look('tried')).find((one) => one.covered === true);
      if (!title?.url) return gone('The licensed title');
      return ok({ route: 'link', url: title.url, package: title.package, coverage: title.coverage });
    }
    case 'deliver': {
      const inRepository = event.params?.from === 'repository';
      const [copy] = inRepository
        ? openDissertations(look('dissertation'), look('tried'))
        : openCopies(look('open-access'), look('tried'));
      return copy ? ok({ route: 'deliver', ...copy }) : gone('The open copy');
    }
    case 'buy':
      return purchase(making, event.params);
    case 'staff':
      return ok({ route: 'staff', why: reason, notYet: event.params.notYet ?? false });
  }
}

type Params<Type extends Decided['event']['type']> = Extract<Decided['event'], { type: Type }>['params'];

function question({ compiled, decided, facts, found }: Making, params: Params<'ask-patron'>): Outcome {
  const rule = compiled.rules.find((one) => one.rule.id === decided.rule?.id)?.rule;
  const { now } = answered(found)('request');
  const cost = params.cost && facts[params.cost];
  const amount = cost && cost.state === 'known' ? (cost.value as Money) : undefined;
  return {
    route: 'ask-patron',
    question: params.question,
    text: renderTemplate(params.text, rule, facts),
    options: params.options
      .filter((option) => saysSomething(option.label, facts))
      .map((option) => ({ value: option.value, label: renderTemplate(option.label, rule, facts) })),
    default: params.default,
    answerBy: new Date(Date.parse(now) + params.answerWithinDays * DAY).toISOString(),
    ...(amount && { cost: amount }),
  };
}

/** An option about something that there is not (no other edition, say) is not offered. */
const saysSomething = (label: string, facts: Facts): boolean =>
  [...label.matchAll(/\{([^{}]*)\}/g)].every(([, name]) => {
    const state = facts[name!];
    return state?.state === 'known' && state.value !== null;
  });

const amountIn = (currency: string, units: number): Money => money(Math.round(units * 10 ** minorDigits(currency)), currency);

function purchase(
  { compiled, found, newId }: Making,
  { what, from, upTo, addToCollection }: Params<'buy'>,
): Result<Outcome, string> {
  if (from === 'publisher') {
    if (upTo === undefined) return err('The rule does not say how much it may cost at the publisher’s site.');
    return ok(byHand(amountIn(compiled.policy.currency, upTo), newId()));
  }
  const look = answered(found);
  const best = from === 'best-copy' ? look('best-copy').best : undefined;
  const provider = best ? best.source : from;
  if (provider === 'royalty-and-borrowing' || provider === 'best-copy') return gone('The best offer');
  const offer = provider === 'vendor' ? look('item-quotes')[what === 'e-book' ? 'ebook' : 'print'] : look(provider).offer;
  if (!offer) return gone('The offer');
  return ok({ route: 'buy', what, provider, offer: offer.offer, price: offer.price, reservation: newId(), addToCollection });
}

/** What staff buy at the publisher's own site, for so much at most. */
export const byHand = (price: Money, reservation: string): Outcome => ({
  route: 'buy',
  what: 'copy',
  provider: 'publisher',
  offer: 'by hand',
  price,
  byHand: true,
  reservation,
  addToCollection: false,
});

async function borrowing(
  { compiled, decided, found, policies, newId }: Making,
  params: Params<'borrow'>,
): Promise<Result<Made, string>> {
  const { currency } = compiled.policy;
  const amount = (units: number): Money => amountIn(currency, units);
  const look = answered(found);
  const asked = look('request');
  const atDegree = params.lenders === 'degree-granting';
  const degree = atDegree ? degreeLibrary(asked, look('dissertation'), look('holders'), look('tried')) : undefined;
  if (atDegree && !degree)
    return err('The library of the institution that granted the degree is not there to be asked any more.');
  const holders = degree ? { holders: [degree], classes: [], genres: [] } : look('holders');
  const lenders = await lenderString(policies['lender-ranking'], asked, holders, look('tried'), {
    which: params.lenders,
    onlyAv: decided.added.some((one) => one.onlyLenders === 'lend-av'),
    newId,
    ...(params.lenders === 'abroad' && { vouchers: look('vouchers') }),
    ...(params.maxCost !== undefined && { maxCost: amount(params.maxCost) }),
  });
  if (!lenders.ok) return lenders;
  const { consulted } = lenders.value;
  if (!lenders.value.lenders.length) return err('Nobody who would lend it is left.');
  const raise = params.mayRaiseTo === undefined ? {} : { mayRaiseTo: amount(params.mayRaiseTo) };
  const { acceptsUpTo, acceptsConditions } = params;
  const upTo = acceptsUpTo === undefined ? {} : { upTo: amount(acceptsUpTo) };
  const conditions = acceptsConditions ? { conditions: [...acceptsConditions] } : {};
  const accepts = acceptsUpTo === undefined && !acceptsConditions ? {} : { accepts: { ...upTo, ...conditions } };
  return ok({ outcome: { route: 'borrow', lenders: lenders.value.lenders, ...raise, ...accepts }, consulted });
}
