import type { NewRequest, TakeBatchLine } from '#lib/contracts';
import { ok, reject, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';
import { findLibrary } from './libraries.ts';
import { GUEST, guestRef, patronByKey, patronByRef } from './patrons.ts';
import { submitRequest, type Door } from './submit-request.ts';

interface Line {
  readonly id: string;
  readonly library: string;
  readonly patronKey: string | null;
  readonly patronRef: string | null;
  readonly request: NewRequest;
  readonly follows: boolean;
  readonly uploadedAt: Date;
}

const FIND =
  statement(`select l.id, l.library, l.patron_key as "patronKey", l.patron_ref as "patronRef", l.request, l.follows, b.uploaded_at as "uploadedAt"
  from batch_line l join batch b on b.id = l.batch_id where l.batch_id = $1 and l.line = $2 and l.status = 'waiting'`);
const TAKEN = statement(`update batch_line set status = 'taken', guest = $2 where id = $1`);
const REFUSED = statement(`update batch_line set status = 'refused', error = $2 where id = $1`);

/**
 * Takes one stored line of an uploaded file: its request gets the line's id, so that taking it twice is taking it once. A fault found only
 * now (a library that nobody knows, say) is kept with the line; the other lines go on.
 * @param guests whether a card number nobody has is a guest's; otherwise the request waits for staff
 */
export async function takeLine(tx: Tx, { batchId, line }: TakeBatchLine, guests: boolean): Promise<void> {
  const [stored] = await tx.query<Line>(FIND, [batchId, line]);
  if (!stored) return;
  const batch = { id: batchId, line, tenant: tx.tenant, ...(stored.follows && { follows: true }) };
  const taken = await tx.asTenant(stored.library, async (side) => {
    // both leave in one go
    const [door, library] = await Promise.all([doorFor(side, stored, guests), findLibrary(side, stored.library)]);
    if (!door.ok) return door;
    const submitted = await submitRequest(side, stored.id, stored.request, {
      library,
      ...door.value,
      batch,
      submittedAt: stored.uploadedAt.toISOString(),
    });
    return submitted.ok ? ok(door.value.patron.group === GUEST) : submitted;
  });
  if (taken.ok) await tx.execute(TAKEN, [stored.id, taken.value]);
  else await tx.execute(REFUSED, [stored.id, json(refusal(line, taken.error))]);
}

const refusal = (line: number, error: Rejection): Rejection => ({
  ...error,
  message: error.message.startsWith(`Line ${line}:`) ? error.message : `Line ${line}: ${error.message}`,
});

async function doorFor(tx: Tx, line: Line, guests: boolean): Promise<Result<Door, Rejection>> {
  const { patronRef, patronKey } = line;
  const known = patronRef ? await patronByRef(tx, patronRef) : await patronByKey(tx, patronKey ?? '');
  if (known) return ok({ channel: 'batch', patron: known });
  if (!patronKey)
    return {
      ok: false,
      error: reject('unknown-patron', 'nobody at the library has this patronRef.', {
        field: 'Username',
        remedy: 'Give a card number or username of the library.',
      }),
    };
  const patron = { patronRef: guestRef(patronKey), group: GUEST };
  return ok({ channel: 'batch', patron, ...(!guests && { patronUnknown: true }) });
}
