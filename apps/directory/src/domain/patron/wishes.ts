import type { StandingWishes } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

/** Always in this order, with what was never asked left out: unchanged wishes make no event. */
export function tidyWishes(given: StandingWishes): StandingWishes {
  const { anyEdition, ebookAccepted, submittedVersionAccepted, maxPatronCost, homeDelivery, noticeChannel, noticeLanguage } =
    given;
  const { keepHistory } = given;
  const languages = [...new Set(given.languages)].toSorted();
  const pickupBranch = given.pickupBranch?.trim();
  return {
    ...(ebookAccepted !== undefined && { ebookAccepted }),
    ...(anyEdition !== undefined && { anyEdition }),
    ...(submittedVersionAccepted !== undefined && { submittedVersionAccepted }),
    ...(languages.length && { languages }),
    ...(maxPatronCost && { maxPatronCost: { minor: maxPatronCost.minor, currency: maxPatronCost.currency } }),
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
  const { pickupBranch, maxPatronCost } = tidy;
  if (pickupBranch && !library.branches.some(({ code }) => code === pickupBranch))
    return err(
      reject('unknown-branch', `${library.name} has no branch "${pickupBranch}".`, {
        field: 'pickupBranch',
        remedy: `There are: ${library.branches.map(({ code, name }) => `${code} (${name})`).join(', ') || 'none'}.`,
      }),
    );
  if (maxPatronCost && maxPatronCost.minor < 0)
    return err(
      reject('negative-cost', 'A cost cannot be less than nothing.', { field: 'maxPatronCost', remedy: 'Give 0 or more.' }),
    );
  if (maxPatronCost && maxPatronCost.currency !== library.currency)
    return err(
      reject('other-currency', `${library.name} reckons in ${library.currency}, not in ${maxPatronCost.currency}.`, {
        field: 'maxPatronCost',
        remedy: `Give the amount in ${library.currency}.`,
      }),
    );
  return ok(tidy);
}
