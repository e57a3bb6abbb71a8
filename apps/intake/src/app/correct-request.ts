import type { Citation, NewRequest, ServiceType } from '#lib/contracts';
import { err, reject, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { toCitation } from '../domain/reading/asked.ts';
import type { Person, RequestState } from '../domain/request/request.ts';
import { check, lookUps } from '../domain/verification/check.ts';
import { findDuplicate } from './find-duplicate.ts';
import { offeredStep } from './patron-step.ts';
import type { KnownPatron } from './patrons.ts';
import { stepFrom } from './step-request.ts';

type Typed = NonNullable<NewRequest['citation']>;

/** A citation as it would be typed into the form, to be read again together with what was corrected in it. */
export const asTyped = ({ issn, isbn, articleNumber, pages, series: _series, date, year, ...rest }: Citation): Typed => ({
  ...rest,
  ...((pages ?? articleNumber) && { pages: (pages ?? articleNumber)!.slice(0, 60) }),
  ...((date ?? year) && { year: date && date.length <= 20 ? date : year }),
  ...(issn.length && { issn: issn.join(' ').slice(0, 60) }),
  ...(isbn.length && { isbn: isbn.slice(0, 4).join(' ').slice(0, 60) }),
});

export interface CorrectionWish {
  /** Fields given replace those there are; an empty one takes its value away. */
  readonly citation: Typed;
  readonly service?: ServiceType;
  readonly patron?: KnownPatron;
}

/** Corrects a request; its citation is checked again, and sourcing decides on what comes of that. */
export async function correctRequest(
  tx: Tx,
  id: string,
  by: Person,
  wish: CorrectionWish,
): Promise<Result<RequestState, Rejection>> {
  const offered = await offeredStep(tx, id, { type: 'correct' });
  if (!offered.ok) return offered;
  const { loaded } = offered.value;
  const { state } = loaded;
  if (!state.citation || !state.patronRef) return err(reject('not-found', 'There is no such request.'));
  const given = Object.fromEntries(Object.entries(wish.citation).filter(([, value]) => value !== undefined));
  const service = wish.service ?? (state.serviceGiven ? state.service : undefined);
  const asked = toCitation({ citation: { ...asTyped(state.citation), ...given }, ...(service && { service }) });
  if (!asked.ok) return asked;
  const { citation, notes, serviceGiven } = asked.value;
  const now = tx.now().toISOString();
  const correction = {
    citation,
    citationNotes: notes,
    service: asked.value.service,
    serviceGiven,
    patronRef: wish.patron?.patronRef ?? state.patronRef,
    patronGroup: wish.patron?.group ?? state.patronGroup ?? 'unknown',
    ...(state.patronUnknown && !wish.patron && { patronUnknown: true }),
  };
  const wanted = lookUps(citation);
  if (wanted.doi || wanted.search) return stepFrom(tx, loaded, [{ type: 'correct', by, correction, now }]);
  const checked = check(citation, {}, notes);
  const duplicateOf = await findDuplicate(tx, id, { ...state, ...correction }, checked.citation);
  return stepFrom(tx, loaded, [
    { type: 'correct', by, correction, now },
    { type: 'verify', round: state.round + 1, checked, ...(duplicateOf && { duplicateOf }), now },
  ]);
}
