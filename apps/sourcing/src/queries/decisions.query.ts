import { Injectable } from '@nestjs/common';
import type { DecisionList, DecisionRecord } from '#lib/contracts';
import { Outcome } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { httpRejection, Policies, prismaFor } from '#lib/service';
import {
  catalog,
  formatValue,
  type CompiledPolicy,
  type Explanation,
  type Facts,
  type KeptConsulted,
  type PolicyKind,
  type RuleTrace,
} from '#lib/policy';
import type { Decision } from '../generated/prisma/client.ts';
import { PrismaService } from '../prisma.service.ts';
import { ruleName, tried } from './rules-tried.ts';

const KIND = statement(`select body->>'decides' as kind from policy where hash = $1`);

@Injectable()
export class DecisionsQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly policies: Policies,
  ) {}

  /** A request's decisions, first to last; for a patron only those of their own requests. */
  async list(tenant: string, requestId: string, patronRef?: string): Promise<DecisionList> {
    const { request, rows } = await prismaFor(this.prisma, tenant, async (tx) => ({
      request: await tx.request.findUnique({ where: { id: requestId }, select: { patronRef: true } }),
      rows: await tx.decision.findMany({ where: { requestId }, orderBy: { attempt: 'asc' } }),
    }));
    if (!request || (patronRef !== undefined && request.patronRef !== patronRef))
      throw httpRejection(404, reject('not-found', 'There is no such request here.'));
    return { decisions: await Promise.all(rows.map((row) => this.#record(tenant, row))) };
  }

  /** Whatever it decides: a request may end with the eligibility policy already. */
  async #policy(tx: Tx, hash: string): Promise<CompiledPolicy | undefined> {
    const [row] = await tx.query<{ kind: PolicyKind }>(KIND, [hash]);
    return row && this.policies.byHash(tx, hash, row.kind);
  }

  async #record(tenant: string, row: Decision): Promise<DecisionRecord> {
    const compiled = await this.database.transaction({ tenant }, (tx) => this.#policy(tx, row.policyHash));
    const facts = row.facts as unknown as Facts;
    const consulted = row.consulted as unknown as KeptConsulted[] | null;
    const trace = row.trace as unknown as RuleTrace[];
    const rule = compiled?.policy.rules.find(({ id }) => id === row.rule);
    return {
      id: row.id,
      attempt: row.attempt,
      at: row.at.toISOString(),
      outcome: Outcome.parse(row.outcome),
      reason: row.reason,
      ...(rule && { rule: ruleName(rule) }),
      policy: { name: compiled?.policy.name ?? 'sourcing', hash: row.policyHash },
      ...(consulted && { asked: consulted.map(({ kind, policy }) => ({ kind, ...policy })) }),
      ...(row.override ? { override: row.override as DecisionRecord['override'] } : {}),
      ...(row.explanation ? { explanation: row.explanation as unknown as Explanation as DecisionRecord['explanation'] } : {}),
      facts: Object.entries(facts).map(([key, state]) => factOf(key, state)),
      rules: compiled ? trace.map((one) => tried(one, compiled)) : [],
    };
  }
}

function factOf(key: string, state: Facts[string]): DecisionRecord['facts'][number] {
  const fact = catalog.get(key.split('(')[0]!);
  const label = fact?.label ?? key;
  if (state.state === 'missing') return { key, label, state: 'missing', value: 'not looked up' };
  const { source, at } = state;
  const value = state.state === 'known' ? formatValue(state.value, fact) : state.reason;
  return { key, label, state: state.state, value, source, at };
}
