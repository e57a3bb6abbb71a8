import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DAY, unwrap } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { compilePolicy, faultText, POLICY_KINDS, readPolicy } from '#lib/policy';
import { CONFIG, Policies, projectRoot } from '#lib/service';
import type { SourcingConfig } from '../../config.ts';
import type { PolicyContent } from '../../domain/policy/state.ts';
import { announce } from './announce.ts';
import { lockKind, nextNumber, stepVersion } from './store.ts';
import { readInForce, tellAgain } from './tell-again.ts';

const CONSORTIUM = 'consortium';
const CASES = '.cases.json';
const OWN = join(projectRoot(), 'rules');
const KNOWN = statement('select 1 from policy_version where tenant = $1 and kind = $2 and hash = $3');

/** A policy as the software ships it. */
export interface Shipped {
  readonly file: string;
  readonly kind: string;
  readonly content: PolicyContent & { readonly hash: string };
}

/**
 * Reads the shipped policies with the cases beside them.
 * @throws Error listing every fault with file and line, so that no service starts on a wrong policy
 */
export async function readShipped(folder: string): Promise<Shipped[]> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith(CASES));
  } catch {
    throw new Error(`the policies cannot be read: ${folder} (setting RULES_FOLDER)`);
  }
  if (!names.includes('sourcing.json'))
    throw new Error(`the policy cannot be read: ${join(folder, 'sourcing.json')} (setting RULES_FOLDER)`);
  // a folder need not hold every policy: what it leaves out is decided as the software ships it
  const files = new Set([...names, ...POLICY_KINDS.map((kind) => `${kind}.json`)]);
  const all = [...files].toSorted().map(async (name): Promise<Shipped> => {
    const file = join(names.includes(name) ? folder : OWN, name);
    const text = readFileSync(file, 'utf8');
    const read = readPolicy(text);
    if (!read.ok)
      throw new Error(
        [`the policy ${file} has ${read.error.length} fault(s):`, ...read.error.map((fault) => `  ${faultText(fault)}`)].join(
          '\n',
        ),
      );
    const { hash } = await compilePolicy(read.value);
    const rules = read.value.rules.length;
    return { file, kind: read.value.decides, content: { text, cases: casesBeside(file), hash, rules } };
  });
  return Promise.all(all);
}

function casesBeside(file: string): string {
  try {
    return readFileSync(file.replace(/\.json$/, CASES), 'utf8');
  } catch {
    return '';
  }
}

/**
 * Puts the shipped policies into the registry: live on a new installation, which could decide nothing without them; as a draft for the
 * consortium to look at after an upgrade, for what is live has been agreed on and is never replaced silently.
 */
@Injectable()
export class ShippedPolicies implements OnModuleInit {
  readonly #log = new Logger(ShippedPolicies.name);

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: SourcingConfig,
  ) {}

  /** Nest waits for it: a policy that fails its check stops the boot. */
  async onModuleInit(): Promise<void> {
    const shipped = await readShipped(this.config.RULES_FOLDER ?? join(projectRoot(), 'rules'));
    const known = await readInForce(this.database);
    for (const one of shipped)
      await this.database.transaction({ tenant: CONSORTIUM, actor: 'system' }, (tx) => this.#take(tx, one));
    // whoever was upgraded before sourcing has asked while nobody here understood it
    await this.database.transaction({ tenant: CONSORTIUM, actor: 'system' }, (tx) => tellAgain(tx, known));
  }

  async #take(tx: Tx, { kind, content, file }: Shipped): Promise<void> {
    await lockKind(tx, kind);
    if ((await tx.query(KNOWN, [tx.tenant, kind, content.hash])).length) return;
    const number = await nextNumber(tx, kind);
    const now = tx.now().toISOString();
    if (number === 1) {
      const note = 'As it came with the software.';
      const live = unwrap(await stepVersion(tx, tx.newId(), undefined, { type: 'install', kind, number, content, note, now }));
      return announce(tx, this.policies, live);
    }
    const note = 'A new version came with the software. What is live stays until you publish this one.';
    const deadline = new Date(tx.now().getTime() + this.config.POLICY_IDLE_DAYS * DAY).toISOString();
    const draft = { kind, number, content, note, now, deadline, by: 'system', origin: 'shipped' } as const;
    unwrap(await stepVersion(tx, tx.newId(), undefined, { type: 'draft', ...draft }));
    this.#log.log(`${file} differs from what is known: offered as version ${number} of the consortium's policy for ${kind}`);
  }
}
