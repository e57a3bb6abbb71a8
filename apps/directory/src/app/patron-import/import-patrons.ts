import { Injectable } from '@nestjs/common';
import { unwrap } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import type { PatronState, Standing } from '../../domain/patron/patron.ts';
import { identityOf, type IdentityRow } from '../names/identities.ts';
import { NameSafe, type LibrarySafe } from '../names/name-safe.ts';
import { changePatron, registerPatron, type Identity } from '../patrons.ts';
import type { LineFault, PatronFile, PatronLine } from './read-patrons.ts';

/** What becomes of each line. */
export interface ImportPlan {
  readonly added: readonly PatronLine[];
  readonly changed: readonly (PatronLine & { readonly patronRef: string })[];
  readonly unchanged: number;
  /** References of those who are not in the file and end; empty unless that was asked for. */
  readonly ended: readonly string[];
}

interface Row extends IdentityRow {
  readonly id: string;
  readonly patron_ref: string;
  readonly card_key: string;
  readonly wrapped: string | null;
  readonly state: PatronState;
}
const COLUMNS = `select p.id, p.patron_ref, p.state, i.card_key, i.sealed, i.given_name, i.family_name, i.email, i.card_number, k.wrapped
  from patron p join patron_identity i on i.patron_id = p.id left join patron_key k on k.patron_id = p.id`;
const ALL = statement(COLUMNS);
const ONE = statement(`${COLUMNS} where p.patron_ref = $1`);

/** So many patrons share a transaction: short enough not to hold anybody up, long enough to go fast. */
const BATCH = 200;

/** Brings a library's patrons up to the file: those it does not know are added, others changed; nobody is deleted. */
@Injectable()
export class ImportPatrons {
  constructor(
    private readonly database: Database,
    private readonly safe: NameSafe,
  ) {}

  /** What would become of each line; changes nothing. @param endMissing whether those not in the file end their membership */
  plan(tenant: string, { lines }: PatronFile, endMissing: boolean): Promise<ImportPlan> {
    return this.database.transaction({ tenant }, async (tx) => {
      const library = await this.safe.library(tx);
      const known = new Map((await tx.query<Row>(ALL, [])).map((row) => [row.card_key, row]));
      const present = new Set<string>();
      const plan = { added: [] as PatronLine[], changed: [] as (PatronLine & { patronRef: string })[], unchanged: 0 };
      for (const line of lines) {
        const key = this.safe.of(tenant, line.cardNumber);
        const row = known.get(key);
        present.add(key);
        if (!row) plan.added.push(line);
        else if (isSame(row.state, openedBy(library, row), line)) plan.unchanged += 1;
        else plan.changed.push({ ...line, patronRef: row.patron_ref });
      }
      const gone = [...known.values()].filter(({ card_key: key, state }) => state.active && !present.has(key));
      return { ...plan, ended: endMissing ? gone.map(({ patron_ref: ref }) => ref) : [] };
    });
  }

  /** Does what the plan says, some patrons at a time. Run again after a break it does the rest. @returns lines that were refused all the same */
  async carryOut(tenant: string, actor: string, plan: ImportPlan): Promise<LineFault[]> {
    const faults: LineFault[] = [];
    const inBatches = async <T>(all: readonly T[], work: (tx: Tx, one: T) => Promise<LineFault | undefined>): Promise<void> => {
      for (let at = 0; at < all.length; at += BATCH) {
        const found = await this.database.transaction({ tenant, actor }, async (tx) => {
          const some: LineFault[] = [];
          for (const one of all.slice(at, at + BATCH)) some.push(...[await work(tx, one)].filter((fault) => fault !== undefined));
          return some;
        });
        faults.push(...found);
      }
    };
    await inBatches(plan.added, async (tx, line) => {
      const { line: at, group, blocked, ...identity } = line;
      const done = await registerPatron(tx, this.safe, identity, { group, blocked, active: true });
      return done.ok ? undefined : faultOf(at, done.error);
    });
    await inBatches(plan.changed, async (tx, line) => {
      const { line: at, patronRef, group, blocked, ...identity } = line;
      const { standing } = await find(tx, this.safe, patronRef);
      const done = await changePatron(tx, this.safe, patronRef, identity, { ...standing, group, blocked, active: true });
      return done.ok ? undefined : faultOf(at, done.error);
    });
    await inBatches(plan.ended, async (tx, patronRef) => {
      const { identity, standing } = await find(tx, this.safe, patronRef);
      unwrap(await changePatron(tx, this.safe, patronRef, identity, { ...standing, active: false }));
      return undefined;
    });
    return faults;
  }
}

/** A patron of the transaction's library: who it is, and how they stand. */
async function find(tx: Tx, safe: NameSafe, patronRef: string): Promise<{ identity: Identity; standing: Standing }> {
  const [row] = await tx.query<Row>(ONE, [patronRef]);
  return { identity: openedBy(await safe.library(tx), row!), standing: row!.state };
}

const openedBy = (library: LibrarySafe, row: Row): Identity =>
  identityOf(row, row.wrapped ? library.patron(row.id, row.wrapped) : undefined);

const isSame = ({ active, blocked, group }: PatronState, identity: Identity, line: PatronLine): boolean =>
  active &&
  blocked === line.blocked &&
  group === line.group &&
  identity.familyName === line.familyName &&
  identity.cardNumber === line.cardNumber &&
  (identity.givenName ?? undefined) === line.givenName &&
  (identity.email ?? undefined) === line.email;

const faultOf = (line: number, { message, remedy }: { message: string; remedy?: string | undefined }): LineFault => ({
  line,
  field: 'cardNumber',
  message,
  remedy: remedy ?? 'Look at this line again.',
});
