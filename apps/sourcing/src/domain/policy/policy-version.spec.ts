import fc from 'fast-check';
import { drawMachine, faults, fold, transitionFor } from '#lib/kernel';
import { given } from '#lib/testing';
import { policyVersionDecider } from './decide.ts';
import { policyVersionMachine } from './policy-version.machine.ts';
import type { CheckedContent, PolicyContent, PolicyVersionCommand, PolicyVersionEvent, PolicyVersionState } from './state.ts';

const NOW = '2025-10-06T14:00:00.000Z';
const LATER = '2026-01-04T14:00:00.000Z';
const acting = { now: NOW, deadline: LATER };
const content: PolicyContent = { text: '{"a":1}', cases: '{}', hash: 'a'.repeat(64), rules: 1 };
const other: PolicyContent = { text: '{"a":2}', cases: '{}', hash: 'b'.repeat(64), rules: 1 };
const sound: CheckedContent = { hash: content.hash!, faults: [], cases: 2, failing: [] };

const drafted: PolicyVersionEvent = {
  type: 'drafted',
  kind: 'sourcing',
  number: 2,
  origin: 'written',
  content,
  by: 'ann',
  note: 'cheaper books',
  at: NOW,
  deadline: LATER,
};
const proposed: PolicyVersionEvent = { type: 'proposed', by: 'ann', note: '', at: NOW, deadline: LATER };
const approved: PolicyVersionEvent = { type: 'approved', by: 'bob', hash: content.hash!, note: '', at: NOW, deadline: LATER };
const published: PolicyVersionEvent = { type: 'published', by: 'bob', reason: 'agreed in the committee', at: NOW };
const retired: PolicyVersionEvent = { type: 'retired', by: 'bob', reason: 'version 3 is live instead', at: NOW };
/** Given a draft, and what became of it. */
const after = (...history: PolicyVersionEvent[]): PolicyVersionEvent[] => [drafted, ...history];
const approve = (by: string, fourEyes = true): PolicyVersionCommand => ({
  ...acting,
  type: 'approve',
  by,
  hash: content.hash!,
  fourEyes,
  note: '',
});
const publish: PolicyVersionCommand = {
  type: 'publish',
  by: 'bob',
  now: NOW,
  hash: content.hash!,
  fourEyes: true,
  checked: sound,
  reason: 'agreed in the committee',
};

describe('a version of a policy', () => {
  it('goes from draft to live by proposal and approval', () => {
    given(policyVersionDecider, after())
      .when({ ...acting, type: 'propose', by: 'ann', checked: sound, note: '' })
      .then([proposed]);
    given(policyVersionDecider, after(proposed)).when(approve('bob')).then([approved]);
    given(policyVersionDecider, after(proposed, approved)).when(publish).then([published]);
    expect(given(policyVersionDecider, after(proposed, approved, published)).state).toMatchObject({
      status: 'live',
      wasLive: true,
      authors: ['ann'],
    });
    expect(given(policyVersionDecider, after(proposed, approved, published)).state.deadline).toBeUndefined();
  });

  it.each<[string, Partial<CheckedContent>, string]>([
    ['an error', { faults: ['line 3, $.rules: Unexpected.'] }, 'policy-has-errors'],
    ['a failing case', { failing: ['“a book”: the route should be "buy" and is "staff"'] }, 'cases-fail'],
    ['no case', { cases: 0 }, 'no-cases'],
  ])('with %s is neither proposed nor published nor gone back to', (_, found, code) => {
    const checked = { ...sound, ...found };
    given(policyVersionDecider, after())
      .when({ ...acting, type: 'propose', by: 'ann', checked, note: '' })
      .rejected(code);
    given(policyVersionDecider, after(proposed, approved))
      .when({ ...publish, checked })
      .rejected(code);
    given(policyVersionDecider, after(proposed, approved, published, retired))
      .when({ type: 'restore', by: 'bob', now: NOW, checked, reason: 'back' })
      .rejected(code);
  });

  it('is approved by somebody who wrote none of it, where four eyes are wanted', () => {
    given(policyVersionDecider, after(proposed)).when(approve('ann')).rejected('forbidden');
    given(policyVersionDecider, after({ ...drafted, type: 'edited', by: 'bob', content }, proposed))
      .when(approve('bob'))
      .rejected('forbidden');
    expect(given(policyVersionDecider, after(proposed)).when(approve('ann', false)).state().approval).toMatchObject({
      by: 'ann',
    });
    // switched on after the author had approved it
    given(policyVersionDecider, after(proposed, { ...approved, by: 'ann' }))
      .when(publish)
      .rejected('forbidden');
  });

  it('loses its approval by any edit', () => {
    const edit: PolicyVersionCommand = { ...acting, type: 'edit', by: 'ann', content: other, note: '' };
    const left = given(policyVersionDecider, after(proposed, approved)).when(edit).state();
    expect(left).toMatchObject({ status: 'draft', content: other });
    expect(left.approval).toBeUndefined();
    const onlyCases = { ...edit, content: { ...content, cases: '{"cases":[]}' } };
    expect(given(policyVersionDecider, after(proposed, approved)).when(onlyCases).state().status).toBe('draft');
    given(policyVersionDecider, after(proposed, approved))
      .when({ ...edit, content })
      .then([]);
  });

  it('is approved and published as it was read, not as somebody has made it since', () => {
    given(policyVersionDecider, after(proposed))
      .when({ ...approve('bob'), hash: other.hash! } as PolicyVersionCommand)
      .rejected('version-changed');
    given(policyVersionDecider, after(proposed, approved))
      .when({ ...publish, hash: other.hash! })
      .rejected('version-changed');
    given(policyVersionDecider, after(proposed, { ...approved, hash: other.hash! }))
      .when(publish)
      .rejected('not-approved');
  });

  it('is gone back to only where it has been live, with a reason kept', () => {
    const restore: PolicyVersionCommand = { type: 'restore', by: 'bob', now: NOW, checked: sound, reason: 'too many books' };
    given(policyVersionDecider, after(proposed, approved, published, retired))
      .when(restore)
      .then([{ type: 'restored', by: 'bob', reason: 'too many books', at: NOW }]);
    given(policyVersionDecider, after(retired)).when(restore).rejected('never-live');
    given(policyVersionDecider, after()).when(restore).rejected('conflict');
  });

  it('is sent back, and given up when nobody works on it', () => {
    expect(
      given(policyVersionDecider, after(proposed, approved))
        .when({ ...acting, type: 'send-back', by: 'bob', reason: 'no' })
        .state(),
    ).toMatchObject({
      status: 'draft',
    });
    expect(given(policyVersionDecider, after(proposed)).when({ type: 'expire', now: NOW }).state().status).toBe('retired');
    given(policyVersionDecider, after(proposed, approved, published))
      .when({ type: 'expire', now: NOW })
      .rejected('conflict');
  });

  it('begins once, and not with anything else', () => {
    given(policyVersionDecider).when(publish).rejected('not-found');
    given(policyVersionDecider, after())
      .when({ type: 'install', kind: 'sourcing', number: 1, content, note: '', now: NOW })
      .rejected('already-there');
  });
});

describe('the table of a version', () => {
  it('is sound, and drawn', () => {
    expect(faults(policyVersionMachine)).toEqual([]);
    expect(drawMachine(policyVersionMachine)).toContain('approved --> live: publish');
  });

  it('is what decide keeps to: whatever is commanded, in whatever order', () => {
    const commands: PolicyVersionCommand[] = [
      { ...acting, type: 'draft', kind: 'sourcing', number: 1, origin: 'written', content, by: 'ann', note: '' },
      { ...acting, type: 'edit', by: 'cid', content: other, note: '' },
      { ...acting, type: 'edit', by: 'cid', content, note: '' },
      { ...acting, type: 'propose', by: 'ann', checked: sound, note: '' },
      approve('bob'),
      approve('ann'),
      publish,
      { ...acting, type: 'send-back', by: 'bob', reason: 'no' },
      { type: 'retire', by: 'bob', now: NOW, reason: 'no' },
      { type: 'restore', by: 'bob', now: NOW, checked: sound, reason: 'back' },
      { type: 'expire', now: NOW },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 30 }), (sequence) => {
        let state: PolicyVersionState = policyVersionDecider.initial;
        for (const command of sequence) {
          const decided = policyVersionDecider.decide(state, command);
          if (!decided.ok) continue;
          const next = fold(policyVersionDecider, decided.value, state);
          const allowed = transitionFor(policyVersionMachine, state.status, command.type);
          expect(!decided.value.length || [allowed?.to].flat().includes(next.status)).toBe(true);
          // what no author may do alone, never happened
          const goesLive = next.status === 'live' && state.status === 'approved';
          const approver = next.approval?.hash === next.content.hash ? next.approval!.by : undefined;
          expect(!goesLive || (approver !== undefined && !next.authors.includes(approver))).toBe(true);
          state = next;
        }
      }),
      { numRuns: 2000, seed: 20251006 },
    );
  });
});
