import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, projectRoot } from '#lib/service';
import { json, statement, type Tx } from '#lib/messaging';
import { compilePolicy, faultText, readPolicy, type CompiledPolicy, type Policy } from '#lib/policy';
import type { SourcingConfig } from '../config.ts';

const KEEP = statement('insert into policy (hash, name, body, loaded_at) values ($1, $2, $3, $4) on conflict (hash) do nothing');
const BODY = statement('select body from policy where hash = $1');

/** Reads the policy that decides. @throws Error listing every fault with file and line, so that no service starts on a wrong policy */
export async function loadPolicy(folder: string): Promise<CompiledPolicy<'sourcing'>> {
  const file = join(folder, 'sourcing.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`the policy cannot be read: ${file} (setting RULES_FOLDER)`);
  }
  const read = readPolicy(text, 'sourcing');
  if (read.ok) return compilePolicy(read.value);
  throw new Error(
    [`the policy ${file} has ${read.error.length} fault(s):`, ...read.error.map((fault) => `  ${faultText(fault)}`)].join('\n'),
  );
}

/** The policy that is live, and earlier ones by hash. A decision under way ends on the version it began with: it holds that one. */
@Injectable()
export class LivePolicy {
  readonly #live: Promise<CompiledPolicy<'sourcing'>>;
  readonly #byHash = new Map<string, Promise<CompiledPolicy<'sourcing'>>>();
  #kept = false;

  constructor(@Inject(CONFIG) config: SourcingConfig) {
    this.#live = loadPolicy(config.RULES_FOLDER ?? join(projectRoot(), 'rules'));
    // reported by onModuleInit; not a second time as unhandled
    this.#live.catch(() => undefined);
  }

  /** Nest waits for it: a policy that fails its check stops the boot. */
  async onModuleInit(): Promise<void> {
    await this.#live;
  }

  live(): Promise<CompiledPolicy<'sourcing'>> {
    return this.#live;
  }

  /** Notes the policy before a decision names it. */
  async keep(tx: Tx, { hash, policy }: CompiledPolicy<'sourcing'>): Promise<void> {
    if (this.#kept) return;
    await tx.execute(KEEP, [hash, policy.name, json(policy), tx.now().toISOString()]);
    tx.afterCommit(() => {
      this.#kept = true;
    });
  }

  /** The policy with that hash, as it was when it decided. */
  async byHash(tx: Tx, hash: string): Promise<CompiledPolicy<'sourcing'> | undefined> {
    const live = await this.#live;
    if (hash === live.hash) return live;
    const known = this.#byHash.get(hash);
    if (known) return known;
    const [row] = await tx.query<{ body: Policy<'sourcing'> }>(BODY, [hash]);
    if (!row) return undefined;
    const compiled = compilePolicy(row.body);
    this.#byHash.set(hash, compiled);
    return compiled;
  }
}
