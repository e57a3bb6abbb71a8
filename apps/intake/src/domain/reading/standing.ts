import type { NewRequest, Wishes, WishesForAll } from '#lib/contracts';

/**
 * A request's wishes with what its patron has said once for all: what the request says itself goes before. A branch that is no longer
 * there is left out, so that an old wish keeps nobody from asking.
 */
export function withStanding(
  wishes: Wishes,
  request: NewRequest,
  standing: Omit<WishesForAll, 'keepHistory'> | null | undefined,
  { branches }: { readonly branches: readonly { readonly code: string }[] },
): Wishes {
  if (!standing) return wishes;
  const { anyEdition, ebookAccepted, pickupBranch, homeDelivery, ...others } = standing;
  // whoever names a branch, or asks for one, wants it there
  const home = request.pickupBranch?.trim() || request.requestingBranch?.trim() ? undefined : homeDelivery;
  const branch = wishes.pickupBranch ?? branches.find(({ code }) => code === pickupBranch)?.code;
  return {
    ...others,
    ...(home !== undefined && { homeDelivery: home }),
    ...wishes,
    anyEdition: request.anyEdition ?? anyEdition ?? wishes.anyEdition,
    ebookAccepted: request.ebookAccepted ?? ebookAccepted ?? wishes.ebookAccepted,
    ...(branch && { pickupBranch: branch }),
  };
}
