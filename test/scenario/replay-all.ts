import type pg from 'pg';
import { compilePolicy, replayDecision, type CompiledPolicy, type KeptDecision, type Policy } from '#lib/policy';

interface Row extends KeptDecision {
  readonly id: string;
  readonly outcome: { readonly route: string; readonly lenders?: readonly { readonly symbol: string }[] };
}
export interface ReplayedAll {
  /** Decisions made by rules. */
  readonly replayed: number;
  /** What other policies had said on the way, asked again. */
  readonly asked: number;
  readonly byHand: number;
  /** What came out otherwise, with the decision's id. */
  readonly differ: readonly string[];
}

/** Replays every decision of a database: its policies by the kept hashes, over the kept facts. */
export async function replayAll(owner: pg.ClientBase): Promise<ReplayedAll> {
  const { rows: policies } = await owner.query<{ hash: string; body: Policy }>('select hash, body from sourcing.policy');
  const compiled = new Map<string, CompiledPolicy>();
  for (const { hash, body } of policies) compiled.set(hash, await compilePolicy(body));
  const { rows } = await owner.query<Row>(
    `select id, policy_hash as policy, by, rule, reason, outcome, facts, trace, explanation, consulted
     from sourcing.decision where explanation is not null order by at, id`,
  );
  const { rows: others } = await owner.query<{ n: number }>(
    'select count(*)::int as n from sourcing.decision where explanation is null',
  );
  const differ: string[] = [];
  for (const { id, outcome, ...kept } of rows) {
    const found = await replayDecision(kept, (hash) => Promise.resolve(compiled.get(hash)));
    const order = kept.consulted?.find(({ kind }) => kind === 'lender-ranking')?.order ?? [];
    const lenders = outcome.lenders?.map(({ symbol }) => symbol) ?? order;
    if (lenders.join() !== order.join()) found.push(`asked ${lenders.join()} and not ${order.join()}`);
    differ.push(...found.map((one) => `${id}: ${one}`));
  }
  const asked = rows.reduce((sum, { consulted }) => sum + (consulted?.length ?? 0), 0);
  return { replayed: rows.length, asked, byHand: others[0]!.n, differ };
}
