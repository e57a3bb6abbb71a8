import { article, findings, found, holder, holders, usd } from '../__fixtures__/findings.ts';
import { shippedPolicy } from '../__fixtures__/policies.ts';
import {
  compilePolicy,
  consultedRanking,
  decideRequest,
  DECIDING,
  deriveFacts,
  explainRequest,
  keptOf,
  rank,
  replayDecision,
  type CompiledPolicy,
  type DecidingPolicies,
  type KeptDecision,
  type Lookups,
} from '../index.ts';

const copies = (count: number): Lookups => ({
  copyright: found({ copies: Array.from({ length: count }, () => ({ year: 2023 })) }),
});
const quotes: Lookups = {
  'get-it-now': found({ offer: { offer: 'g', price: usd(2400) }, royalty: usd(4000) }),
  'reprints-desk': found({ offer: { offer: 'r', price: usd(3900) } }),
};

let policies: DecidingPolicies;
const known = new Map<string, CompiledPolicy>();
const byHash = (hash: string) => Promise.resolve(known.get(hash));
beforeAll(async () => {
  const all = DECIDING.map(async (kind) => [kind, await compilePolicy(shippedPolicy(kind))] as const);
  policies = Object.fromEntries(await Promise.all(all)) as unknown as DecidingPolicies;
  for (const one of Object.values(policies)) known.set(one.hash, one);
});

/** Decides and keeps, as JSON does. */
async function decided(given: Lookups): Promise<KeptDecision> {
  const request = await decideRequest(policies, given);
  if (request.kind !== 'decided') throw new Error(`needs ${request.lookups.join()}`);
  const { by, rule, reason, trace } = request.decided;
  const kept: KeptDecision = {
    policy: request.compiled.hash,
    by,
    ...(rule && { rule: rule.id }),
    reason,
    facts: request.facts,
    trace,
    explanation: explainRequest(request),
    consulted: request.consulted.map(keptOf),
  };
  return JSON.parse(JSON.stringify(kept)) as KeptDecision;
}
const sixth = (): Promise<KeptDecision> => decided(findings(article(), { ...copies(5), ...quotes }));

describe('replaying a decision', () => {
  it('asks the policies on the way again, by the hashes they had', async () => {
    const kept = await sixth();
    expect(kept.consulted!.map(({ kind, policy }) => [kind, policy.hash])).toEqual([
      ['eligibility', policies.eligibility.hash],
      ['copyright', policies.copyright.hash],
      ['provider-choice', policies['provider-choice'].hash],
    ]);
    expect(await replayDecision(kept, byHash)).toEqual([]);
  });

  it.each<[string, Lookups]>([
    ['refused', { 'open-requests': found({ open: 25, thisYear: 30 }) }],
    ['borrowed', holders(holder('TSU', { format: 'electronic' }))],
    [
      'left to a person',
      { ...copies(5), licenses: { known: false, reason: 'Silence.', source: 'x', at: '2025-10-06T14:00:00Z' } },
    ],
    ['of no price', { ...copies(5), ...quotes, 'get-it-now': found({ royalty: usd(1200) }), 'reprints-desk': found({}) }],
  ])('gives the same of one that was %s', async (_, more) => {
    expect(await replayDecision(await decided(findings(article(), more)), byHash)).toEqual([]);
  });

  it('tells where what a policy said is not what it says of the kept facts', async () => {
    const kept = await sixth();
    const copyright = kept.consulted!.map((one) => (one.kind === 'copyright' ? { ...one, reason: 'Never said.' } : one));
    expect(await replayDecision({ ...kept, consulted: copyright }, byHash)).toEqual([
      expect.stringMatching(/^what the copyright policy said was .*Never said/),
    ]);
    const dearer = kept.consulted!.map((one) => ({ ...one, candidates: one.candidates?.slice(1) }));
    expect((await replayDecision({ ...kept, consulted: dearer }, byHash)).join('\n')).toMatch(
      /the facts that other policies gave was .*reprints-desk/,
    );
  });

  it('decides on what a policy asked on the way says now, not on what was kept of it', async () => {
    const kept = await sixth();
    const fourth = {
      ...kept.facts,
      'copies-this-year(publishedWithinYears=5)': { ...kept.facts['working-days-left']!, value: 4 },
    };
    const differ = await replayDecision({ ...kept, facts: fourth }, byHash);
    expect(differ.join('\n')).toMatch(/the rule was "sixth-copy-buy" and is /);
  });

  it('says which policy is not known any more', async () => {
    const kept = await sixth();
    const without = (hash: string) => Promise.resolve(hash === policies.copyright.hash ? undefined : known.get(hash));
    expect(await replayDecision(kept, without)).toEqual([expect.stringContaining(policies.copyright.hash)]);
  });

  it('puts lenders in the same order again', async () => {
    const ranking = policies['lender-ranking'];
    const candidates = ['TSU', 'CPL'].map((id, index) => ({
      id,
      facts: deriveFacts({ lender: found(holder(id, { balance: index })) }, ranking.uses, 'lender-ranking'),
    }));
    const ranked = await rank(ranking, candidates);
    if (ranked.kind === 'needs') throw new Error('needs');
    const one = consultedRanking(ranking, candidates, ranked);
    expect(one.order).toEqual(['CPL', 'TSU']);
    expect(one.reason).toBe(
      'The lender-ranking policy asks first CPL (balance 1 item, answers within 4 working days), then TSU (answers within 4 working days).',
    );
    const kept = await decided(findings(article(), holders(holder('TSU', { format: 'electronic' }))));
    const consulted = [...kept.consulted!, JSON.parse(JSON.stringify(keptOf(one))) as typeof one];
    const explanation = { ...kept.explanation, because: [...kept.explanation.because, ...one.lines] };
    expect(await replayDecision({ ...kept, consulted, explanation }, byHash)).toEqual([]);
  });
});
