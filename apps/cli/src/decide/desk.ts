import { randomUUID } from 'node:crypto';
import type { Citation, NewRequest, Outcome } from '#lib/contracts';
import { localDate, ok, reject, err, workingDaysBetween, type Rejection, type Result } from '#lib/kernel';
import type { Asked, DecidingPolicies } from '#lib/policy';
import { readRequest } from '../../../intake/src/app/submit-request.ts';
import { serviceFor } from '../../../intake/src/domain/reading/asked.ts';
import { duplicateOf, type Compared } from '../../../intake/src/domain/request/duplicate.ts';
import { check, lookUps } from '../../../intake/src/domain/verification/check.ts';
import { decideOffline, type OfflineDecision, type Providers } from '../../../sourcing/src/offline/index.ts';
import type { Place, Surroundings } from './surroundings.ts';

/** A request with its citation checked, ready to be decided. */
export interface Prepared {
  readonly id: string;
  readonly line: number;
  /** Whose request it is; absent where the file does not say. */
  readonly patron?: string;
  readonly place: Place;
  readonly asked: Asked;
  readonly providers: Providers;
  /** Why a person has to look at it before it can be decided. */
  readonly staff?: string;
}

// nothing came of these, so the next request for the same is a new one
const IN_VAIN = { 'tell-patron': 'told', decline: 'declined', merge: 'merged' } as const;

/** Takes the requests of one file, one after another, as intake and sourcing would, and remembers them for the next. */
export class Desk {
  readonly #surroundings: Surroundings;
  readonly #compiled: DecidingPolicies;
  readonly #earlier = new Map<string, Compared[]>();
  readonly #lines = new Map<string, number>();

  constructor(surroundings: Surroundings, compiled: DecidingPolicies) {
    this.#surroundings = surroundings;
    this.#compiled = compiled;
  }

  /** Reads a line's request and checks its citation. @param library where the request names none */
  async prepare(line: number, request: NewRequest, library?: string): Promise<Result<Prepared, Rejection>> {
    const symbol = request.library?.trim() || library;
    if (!symbol)
      return err(
        reject('library-missing', 'It does not say for which library it is.', {
          field: 'Library',
          remedy: 'Fill in the column Library, or add --library LCC',
        }),
      );
    const place = this.#surroundings.library(symbol);
    if (!place.ok) return place;
    const username = request.patron?.trim() || undefined;
    const { now } = this.#surroundings;
    const wishing = this.#surroundings.wishes(symbol, username);
    const read = readRequest(request, { ...place.value, active: true }, now, { wishes: wishing });
    if (!read.ok) return read;
    const { citation: cited, service, serviceGiven, wishes, notes } = read.value;
    const { doi, search } = lookUps(cited);
    const { citation, verification, staff } = check(cited, doi || search ? await this.#surroundings.lookUp(cited) : {}, notes);
    const at = now.toISOString();
    const asked: Asked = {
      library: symbol,
      currency: place.value.currency,
      service: serviceGiven ? service : serviceFor(citation),
      citation,
      wishes,
      verification,
      submittedAt: at,
      now: at,
      today: localDate(now, place.value.timeZone),
      workingDaysLeft: wishes.neededBy ? workingDaysBetween(now, wishes.neededBy, place.value) : null,
      citationLeftToStaff: false,
      ...(place.value.sharedIls && { sharedSystem: place.value.sharedIls }),
    };
    const prepared = { id: randomUUID(), line, place: place.value, asked, ...(username && { patron: `${symbol} ${username}` }) };
    const earlier = this.#earlierThan(prepared);
    const providers: Providers = {
      ...this.#surroundings.providers(symbol, username),
      ...(earlier && { earlier }),
      'open-requests': () => this.#openOf(username && prepared.patron),
    };
    return ok({ ...prepared, providers, ...(staff && { staff: staff.message }) });
  }

  /** Decides it, by more or other look-ups where such are given. */
  decide({ asked, providers }: Prepared, more: Providers = {}): Promise<OfflineDecision> {
    return decideOffline(this.#compiled, asked, { ...providers, ...more });
  }

  /** Keeps it, so that the same patron's next request for the same work is known for what it is. */
  remember(prepared: Prepared, route: Outcome['route']): void {
    this.#lines.set(prepared.id, prepared.line);
    if (!prepared.patron) return;
    const outcome = IN_VAIN[route as keyof typeof IN_VAIN];
    const kept = { ...compared(prepared), ...(outcome && { status: 'ended' as const, outcome }) };
    this.#earlier.set(prepared.patron, [...(this.#earlier.get(prepared.patron) ?? []), kept]);
  }

  /** The patron's earlier requests of the file that something may still come of. */
  #openOf(patron: string | undefined) {
    const earlier = (patron && this.#earlier.get(patron)) || [];
    return { open: earlier.filter((one) => one.status !== 'ended').length, thisYear: earlier.length };
  }

  lineOf(id: string): number | undefined {
    return this.#lines.get(id);
  }

  #earlierThan(prepared: Omit<Prepared, 'providers'>): Providers['earlier'] {
    const { patron, asked } = prepared;
    if (!patron) return undefined;
    return () => {
      const id = duplicateOf(compared(prepared), this.#earlier.get(patron) ?? []);
      return id ? { same: { id, submittedAt: asked.submittedAt } } : {};
    };
  }
}

const compared = ({ id, line, asked }: { id: string; line: number; asked: { citation: Citation } & Asked }): Compared => ({
  id,
  line,
  submittedAt: asked.submittedAt,
  citation: asked.citation,
  anyEdition: asked.wishes.anyEdition,
  status: 'verified',
});
