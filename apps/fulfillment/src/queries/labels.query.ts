import { Injectable } from '@nestjs/common';
import type { LibraryChanged, PartnerChanged } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { Database, statement } from '#lib/messaging';
import { libraryOf } from '../app/surroundings.ts';
import type { Attempt } from '../domain/attempt/index.ts';
import type { Lent } from '../domain/lent/index.ts';
import type { LabelKind } from '../domain/labels/blocks.ts';
import { factsOf, lentFactsOf, type LabelFacts } from '../domain/labels/facts.ts';

const ATTEMPTS = statement('select id, state from attempt where id = any($1)');
const LENT = statement('select id, state from lent where id = any($1) and state is not null');
const PARTNER = statement('select profile from partner where symbol = $1');

export interface Printable {
  readonly library: Pick<LibraryChanged, 'symbol' | 'name' | 'country'>;
  readonly facts: readonly LabelFacts[];
}

@Injectable()
export class LabelsQuery {
  constructor(private readonly database: Database) {}

  /**
   * All that is printed of these attempts, in the order given; on slips also of what the library lends.
   * @throws RejectionError where one of them is not this library's
   */
  printable(tenant: string, ids: readonly string[], kind: LabelKind): Promise<Printable> {
    return this.database.transaction({ tenant }, async (tx) => {
      const found = new Map(
        (await tx.query<{ id: string; state: Attempt }>(ATTEMPTS, [ids])).map(({ id, state }) => [id, state]),
      );
      const rest = kind === 'slip' ? ids.filter((id) => !found.has(id)) : [];
      const asked = rest.length ? await tx.query<{ id: string; state: Lent }>(LENT, [rest]) : [];
      const lent = new Map(asked.map(({ id, state }) => [id, state]));
      const library = await libraryOf(tx, tenant);
      const own = library ?? { symbol: tenant, name: tenant, country: 'US', branches: [] };
      const facts: LabelFacts[] = [];
      for (const id of ids) {
        const lending = lent.get(id);
        if (lending) {
          facts.push(lentFactsOf(lending, own));
          continue;
        }
        const attempt = found.get(id);
        if (!attempt)
          throw new RejectionError(
            reject('not-found', `There is no supply attempt ${id} in this library.`, {
              field: 'ids',
              remedy: 'Load the list again.',
            }),
          );
        const lender = 'lender' in attempt.plan ? attempt.plan.lender.symbol : undefined;
        const [partner] = lender ? await tx.query<{ profile: PartnerChanged }>(PARTNER, [lender]) : [];
        const member = lender && partner?.profile.member ? await libraryOf(tx, lender) : undefined;
        facts.push(factsOf(attempt, own, partner?.profile, member));
      }
      return { library: own, facts };
    });
  }
}
