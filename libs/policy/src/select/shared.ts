import { wantsDocument, type Asked, type LookupValue, type SharedCopy, type SharedRecord } from '../lookups/index.ts';

/** A copy elsewhere in the shared system that may be had by a hold in transit. */
export interface HoldableCopy {
  readonly record: SharedRecord;
  readonly copy: SharedCopy;
}

/**
 * Copies on the shelf of other members of the shared system on which a hold may be placed, the wanted edition first. The hold is on the record: the
 * shared system itself goes on to the next copy, so that one hold that came to nothing says it of all of them.
 */
export function holdableCopies(
  asked: Asked,
  { records }: LookupValue<'shared-catalog'>,
  { tried }: LookupValue<'tried'>,
): readonly HoldableCopy[] {
  if (wantsDocument(asked) || tried.some(({ kind, supplier }) => kind === 'hold' && supplier !== asked.library)) return [];
  return records
    .filter(({ match }) => match === 'same' || asked.wishes.anyEdition)
    .toSorted((a, b) => Number(a.match !== 'same') - Number(b.match !== 'same'))
    .flatMap((record) => record.copies.map((copy) => ({ record, copy })))
    .filter(({ copy }) => copy.status === 'available' && copy.holdable && copy.circulates && copy.library !== asked.library);
}
