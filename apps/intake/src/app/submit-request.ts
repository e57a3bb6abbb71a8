import type { NewRequest } from '#lib/contracts';
import { err, localDate, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { toCitation, type Asked } from '../domain/reading/asked.ts';
import { membersOf, type Member } from '../domain/reading/set.ts';
import { initial } from '../domain/request/evolve.ts';
import type { Channel, RequestState, Submission } from '../domain/request/request.ts';
import { check, lookUps } from '../domain/verification/check.ts';
import { withStanding } from '../domain/reading/standing.ts';
import { findDuplicate } from './find-duplicate.ts';
import { needLibrary, type KnownLibrary } from './libraries.ts';
import type { KnownPatron } from './patrons.ts';
import { stepFrom, unborn } from './step-request.ts';

/** For whom and by which door a request comes in. */
export interface Door {
  readonly channel: Channel;
  /** The library it is made at, where it has been looked up already. */
  readonly library?: KnownLibrary | undefined;
  readonly patron: Pick<KnownPatron, 'patronRef' | 'group'> & Partial<KnownPatron>;
  /** Who asks in the patron's name. */
  readonly askedBy?: string | undefined;
  /** The branch that whoever asks is limited to. */
  readonly branch?: string | undefined;
  /** Nobody at the library has the card number given, and guests have to wait. */
  readonly patronUnknown?: boolean;
  readonly batch?: Submission['batch'];
  /** When it was made, where that was before now (an uploaded file's line). */
  readonly submittedAt?: string;
}

/** Reads a new request at a library: the citation, the wishes with the patron's standing consents, the branch. */
export function readRequest(
  request: NewRequest,
  library: KnownLibrary,
  now: Date,
  patron: Partial<KnownPatron> = {},
): Result<Asked, Rejection> {
  const read = toCitation(request, localDate(now, library.timeZone));
  if (!read.ok) return read;
  const fault = branchFault(library, request, 'pickupBranch') ?? branchFault(library, request, 'requestingBranch');
  if (fault) return err(fault);
  const wishes = withStanding(read.value.wishes, request, patron.wishes, library);
  // what is asked for a branch is picked up there, unless the request says otherwise
  const pickupBranch = request.pickupBranch?.trim() || request.requestingBranch?.trim() || wishes.pickupBranch;
  return ok({ ...read.value, wishes: { ...wishes, ...(pickupBranch && { pickupBranch }) } });
}

function branchFault(
  { name: called, branches }: KnownLibrary,
  request: NewRequest,
  field: 'pickupBranch' | 'requestingBranch',
): Rejection | undefined {
  const branch = request[field]?.trim();
  if (!branch || !branches.length || branches.some(({ code }) => code === branch)) return undefined;
  return reject('unknown-branch', `${called} has no branch "${branch}".`, {
    field,
    remedy: `There are: ${branches.map(({ code, name }) => `${code} (${name})`).join(', ')}.`,
  });
}

/**
 * Takes a request at the transaction's library; where several are asked for together, each of them, or none.
 * @returns the first
 */
export async function submitRequest(
  tx: Tx,
  id: string,
  asking: NewRequest,
  door: Door,
): Promise<Result<RequestState, Rejection>> {
  if (door.branch && (asking.requestingBranch?.trim() || door.branch) !== door.branch)
    return err(
      reject('not-yours', `You are of the branch ${door.branch} and cannot ask for ${asking.requestingBranch ?? ''}.`, {
        field: 'requestingBranch',
        remedy: 'Leave the branch out.',
      }),
    );
  const requestingBranch = door.branch ?? asking.requestingBranch?.trim();
  const request = { ...asking, ...(requestingBranch && { requestingBranch }) };
  const library = door.library?.active ? ok(door.library) : await needLibrary(tx, tx.tenant);
  if (!library.ok) return library;
  const asked = readRequest(request, library.value, tx.now(), door.patron);
  if (!asked.ok) return asked;
  const submission = submissionOf(tx, request, asked.value, door);
  const [first, ...others] = asked.value.set ? membersOf(asked.value.set, tx.newId()) : [];
  if (!first) return take(tx, id, submission);
  const part = ({ set, own }: Member): Submission => ({ ...submission, set, citation: { ...submission.citation, ...own } });
  const taken = await take(tx, id, part(first));
  for (const other of taken.ok ? others : []) {
    const another = await take(tx, tx.newId(), part(other));
    if (!another.ok) return another;
  }
  return taken;
}

/** What intake keeps of a request that has been read. */
function submissionOf(tx: Tx, request: NewRequest, asked: Asked, door: Door): Submission {
  const { citation, service, serviceGiven, wishes, notes } = asked;
  return {
    patronRef: door.patron.patronRef,
    patronGroup: door.patron.group,
    ...(door.askedBy && { askedBy: door.askedBy }),
    ...(door.patronUnknown && { patronUnknown: true }),
    service,
    serviceGiven,
    citation,
    citationNotes: notes,
    wishes,
    channel: door.channel,
    submittedAt: door.submittedAt ?? tx.now().toISOString(),
    ...(request.notes?.trim() && { notes: request.notes.trim() }),
    ...(request.requestingBranch && { requestingBranch: request.requestingBranch }),
    ...(door.batch && { batch: door.batch }),
  };
}

/** One request. What no registry has to be asked about is checked at once; otherwise it waits for the registry's answer. */
async function take(tx: Tx, id: string, submission: Submission): Promise<Result<RequestState, Rejection>> {
  const { citation, citationNotes } = submission;
  const now = tx.now().toISOString();
  const wanted = lookUps(citation);
  if (wanted.doi || wanted.search) return stepFrom(tx, unborn(id), [{ type: 'receive', submission, now }]);
  const checked = check(citation, {}, citationNotes);
  const duplicateOf = await findDuplicate(tx, id, { ...initial, ...submission }, checked.citation);
  return stepFrom(tx, unborn(id), [
    { type: 'receive', submission, now },
    { type: 'verify', round: 1, checked, ...(duplicateOf && { duplicateOf }), now },
  ]);
}
