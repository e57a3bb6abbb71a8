import type { NewRequest } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { PatronKeys, SignedInUser } from '#lib/service';
import { findPatron, patronByRef } from '../app/patrons.ts';
import { mayAskFor } from '../app/proxies.ts';
import type { Door } from '../app/submit-request.ts';
import { atDesk, CONSORTIUM } from './who.ts';

/** The library a new request is made at: one's own; an operator says which. */
export function libraryOf(user: SignedInUser, { library }: NewRequest): Result<string, Rejection> {
  if (user.tenant === CONSORTIUM) {
    if (library) return ok(library);
    return err(
      reject('library-missing', 'The request does not say for which library it is.', {
        field: 'library',
        remedy: 'Give the symbol of the library, or send it as the header x-library.',
      }),
    );
  }
  if (!library || library === user.tenant) return ok(user.tenant);
  return err(
    reject('not-yours', `You are of ${user.tenant} and cannot ask for ${library}.`, {
      field: 'library',
      remedy: 'Leave the library out.',
    }),
  );
}

/** For whom the request is: the one who asks, the patron in whose name they ask, or (staff) the patron they name. */
export async function doorFor(
  tx: Tx,
  user: SignedInUser,
  body: NewRequest,
  keys: PatronKeys,
  byToken: boolean,
): Promise<Result<Door, Rejection>> {
  const named = body.patron?.trim();
  const channel = body.openurl !== undefined ? 'openurl' : byToken ? 'api' : 'form';
  if (body.for !== undefined && body.for !== user.patronRef) return inTheNameOf(tx, user, body.for, { channel, named });
  if (named && named !== user.patronRef) {
    if (!atDesk(user, 'ask'))
      return err(
        reject('forbidden', 'Only staff can ask for somebody else.', { field: 'patron', remedy: 'Leave the patron out.' }),
      );
    const patron = await findPatron(tx, named, keys);
    if (patron) return ok({ channel: body.openurl === undefined ? 'staff' : 'openurl', patron });
    return err(
      reject('unknown-patron', `Nobody at ${tx.tenant} has this card number, username or patronRef.`, {
        field: 'patron',
        remedy: 'Check the number, or register the patron first.',
      }),
    );
  }
  if (!user.patronRef)
    return err(
      reject('patron-missing', 'The request does not say for whom it is.', {
        field: 'patron',
        remedy: 'Give a card number, username or patronRef.',
      }),
    );
  // what directory says of a new patron may still be on its way
  const patron = (await patronByRef(tx, user.patronRef)) ?? { patronRef: user.patronRef, group: 'unknown' };
  return ok({ channel, patron });
}

/** The request of a patron who lets the one who asks ask in their name. */
async function inTheNameOf(
  tx: Tx,
  { patronRef: askedBy }: SignedInUser,
  name: string,
  { channel, named }: Pick<Door, 'channel'> & { readonly named: string | undefined },
): Promise<Result<Door, Rejection>> {
  if (!askedBy || named)
    return err(
      reject('forbidden', 'Patrons ask in each other’s name; staff say for whom a request is by `patron`.', {
        field: 'for',
        remedy: 'Leave `for` out, or give it alone.',
      }),
    );
  const patron = (await mayAskFor(tx, name, askedBy)) ? await patronByRef(tx, name) : undefined;
  if (patron) return ok({ channel, patron, askedBy });
  return err(
    reject('not-yours', 'You may not ask in this person’s name: they have not allowed it, or no longer.', {
      field: 'for',
      remedy: 'Ask for yourself; or have them allow it on their account page, or at the desk.',
    }),
  );
}
