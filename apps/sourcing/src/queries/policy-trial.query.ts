import { Injectable } from '@nestjs/common';
import { PolicyTrial, type PolicyTrialResult } from '#lib/contracts';
import { err, reject, unwrap } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import {
  caseFacts,
  decideCase,
  evaluateAny,
  explain,
  explanationLines,
  faultText,
  outcomeText,
  readCases,
  tracesOf,
  type Came,
  type CompiledPolicy,
  type Facts,
} from '#lib/policy';
import type { z } from 'zod';
import { readOnce } from '../app/policies/content.ts';
import { tried } from './rules-tried.ts';

const LAST = statement(
  `select facts, route, rule, reason from decision where tenant = $1 and request_id = $2 and by <> 'person' order by attempt desc limit 1`,
);
type Before = NonNullable<PolicyTrialResult['before']>;

/** Tries a text on one request. Nothing is looked up, reserved or kept. */
@Injectable()
export class PolicyTrialQuery {
  constructor(private readonly database: Database) {}

  async try(
    tenant: string,
    texts: { text: string; cases: string },
    trial: z.infer<typeof PolicyTrial>,
  ): Promise<PolicyTrialResult> {
    const read = await readOnce(texts.text);
    if ('faults' in read)
      return unwrap(
        err(reject('policy-has-errors', faultText(read.faults[0]!), { field: 'text', remedy: 'Mend the errors first.' })),
      );
    const { compiled } = read;
    if ('requestId' in trial) {
      const past = await this.database.transaction({ tenant }, (tx) => this.#past(tx, trial.requestId));
      if (compiled.policy.decides !== 'sourcing')
        return unwrap(
          err(
            reject('no-such-trial', 'Past requests are kept for the sourcing policy only.', {
              field: 'requestId',
              remedy: 'Enter facts instead.',
            }),
          ),
        );
      return view(compiled, past.facts, await evaluateAny(compiled, past.facts), past.before);
    }
    return tryFacts(compiled, texts.cases, trial);
  }

  async #past(tx: Tx, requestId: string): Promise<{ facts: Facts; before: Before }> {
    interface Row {
      facts: Facts;
      route: string;
      rule: string | null;
      reason: string;
    }
    const [row] = await tx.query<Row>(LAST, [tx.tenant, requestId]);
    if (!row)
      return unwrap(
        err(
          reject('not-found', 'This request has not been decided by rules.', {
            field: 'requestId',
            remedy: 'Choose another one.',
          }),
        ),
      );
    const { facts, route, rule, reason } = row;
    return { facts, before: { route, ...(rule !== null && { rule }), reason } };
  }
}

/** Facts as a case writes them, on top of a set of the cases beside the policy. */
async function tryFacts(
  compiled: CompiledPolicy,
  cases: string,
  { facts, given }: Extract<z.infer<typeof PolicyTrial>, { facts: unknown }>,
): Promise<PolicyTrialResult> {
  const { policy } = compiled;
  const sets = given === undefined ? {} : givenIn(cases, given);
  const one = { name: 'trial', ...(given !== undefined && { given }), facts, ...ANY[policy.hitPolicy] };
  const file = readCases(JSON.stringify({ policy: policy.name, given: sets, cases: [one] }), policy);
  if (file.ok) {
    const [trial] = file.value.cases;
    return view(compiled, caseFacts(file.value, trial!, policy.currency), await decideCase(compiled, file.value, trial!));
  }
  const [fault] = file.error;
  return unwrap(
    err(
      reject('wrong-fact', fault!.message, {
        field: fault!.path.replace('$.cases[0].', ''),
        ...(fault!.suggestion !== undefined && { remedy: fault!.suggestion }),
      }),
    ),
  );
}
/** A case wants an outcome; here nothing is expected. */
const ANY = {
  first: { outcome: { rule: 'otherwise' } },
  collect: { outcome: { rules: [] } },
  score: { candidates: { candidate: {} }, outcome: { order: [] } },
} as const;

function givenIn(cases: string, name: string): Record<string, unknown> {
  try {
    const sets = (JSON.parse(cases) as { given?: Record<string, unknown> }).given ?? {};
    if (Object.hasOwn(sets, name)) return { [name]: sets[name] };
  } catch {
    // said below
  }
  return unwrap(err(reject('no-such-set', `The cases have no set of facts "${name}".`, { field: 'given' })));
}

function view(compiled: CompiledPolicy, facts: Facts, came: Came, before?: Before): PolicyTrialResult {
  const rules = (tracesOf(came)[0] ?? []).map((one) => tried(one, compiled));
  const known = before ? { before } : {};
  switch (came.kind) {
    case 'needs': {
      const reason = `Rule “${came.rule}” cannot be told yet: ${came.lookups.join(', ')} would be looked up first.`;
      return { kind: 'needs', reason, lookups: [...came.lookups], explanation: [reason], rules, ...known };
    }
    case 'decided': {
      const { rule, event, reason } = came;
      const explanation = explanationLines(explain(compiled, facts, came));
      const names = { route: event.type, ...(rule && { rule: rule.number ?? rule.id }) };
      return { kind: 'decided', ...names, reason, lookups: [], explanation, rules, ...known };
    }
    case 'collected':
    case 'ranked':
    case 'scored': {
      const reason = outcomeText(came);
      return { kind: 'decided', reason, lookups: [], explanation: [reason], rules, ...known };
    }
  }
}
