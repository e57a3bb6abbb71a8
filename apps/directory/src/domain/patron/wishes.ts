import type { StandingWishes } from '#lib/contracts';
import { err, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';

/** Always in this order, with what was never asked left out: unchanged wishes make no event. */
export function tidyWishes(given: StandingWishes): StandingWishes {
  const { anyEdition, ebookAccepted, submittedVersionAccepted, maxPatronCost, homeDelivery, noticeChannel, noticeLanguage } =
    given;
  const { keepHistory, maxFee } = given;
  const languages = [...new Set(given.languages)].toSorted();
  const pickupBranch = given.pickupBranch?.trim();
  return {
    ...(ebookAccepted !== undefined && { ebookAccepted }),
    ...(anyEdition !== undefined && { anyEdition }),
    ...(submittedVersionAccepted !== undefined && { submittedVersionAccepted }),
    ...(languages.length && { languages }),
    ...(maxPatronCost && { maxPatronCost: { minor: maxPatronCost.minor, currency: maxPatronCost.currency } }),
    ...(maxFee && { maxFee: { minor: maxFee.minor, currency: maxFee.currency } }),
    ...(pickupBranch && { pickupBranch }),
    ...(homeDelivery !== undefined && { homeDelivery }),
    ...(noticeChannel && { noticeChannel }),
    ...(noticeLanguage && { noticeLanguage }),
    ...(keepHistory !== undefined && { keepHistory }),
  };
}

/** What of a library matters to wishes. */
export interface WishedAt {
  readonly name: string;
  readonly currency: string;
  readonly branches: readonly { readonly code: string; readonly name: string }[];
}

/** Wishes a library can meet: a branch it has, a cost of at least nothing in the currency it reckons in. */
export function wishesAt(library: WishedAt, wishes: StandingWishes): Result<StandingWishes, Rejection> {
  const tidy = tidyWishes(wishes);
  const { pickupBranch } = tidy;
  if (pickupBranch && !library.branches.some(({ code }) => code === pickupBranch))
    return err(
      reject('unknown-branch', `${library.name} has no branch "${pickupBranch}".`, {
        field: 'pickupBranch',
        remedy: `There are: ${library.branches.map(({ code, name }) => `${code} (${name})`).join(', ') || 'none'}.`,
      }),
    );
  const fault = amountFault(library, 'maxPatronCost', tidy.maxPatronCost) ?? amountFault(library, 'maxFee', tidy.maxFee);
  return fault ? err(fault) : ok(tidy);
}

function amountFault({ name, currency }: WishedAt, field: string, amount: Money | undefined): Rejection | undefined {
  if (amount && amount.minor < 0)
    return reject('negative-cost', 'A cost cannot be less than nothing.', { field, remedy: 'Give 0 or more.' });
  if (amount && amount.currency !== currency)
    return reject('other-currency', `${name} reckons in ${currency}, not in ${amount.currency}.`, {
      field,
      remedy: `Give the amount in ${currency}.`,
    });
  return undefined;
}
