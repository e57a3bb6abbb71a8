import { PatronAnswered, PatronChanged } from '#lib/contracts';
import { Metrics, Policies } from '#lib/service';
import { PolicyRegistry } from './app/policies/registry.ts';
import { goLive, smallPolicy } from './__fixtures__/small-policy.ts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { PATRON, TUFTE, verified } from './__fixtures__/world.ts';

describe('a published policy', () => {
  const { database, last, post, send, service, settled, status, told, until } = sourcingInWorld();
  const publish = (tenant: string, name: string, event?: Parameters<typeof smallPolicy>[1]) =>
    goLive(service.get(PolicyRegistry), tenant, smallPolicy(name, event));
  const reasonOf = async (id: string): Promise<unknown> => (await last(id)).data['reason'];
  const loan = (tenant: string, more: Parameters<typeof verified>[3] = {}) => verified(tenant, 'loan', TUFTE, more);

  it('decides from its commit on at its library, while others go by the consortium’s or their own', async () => {
    await publish('HFC', 'hollis');
    await publish('TSU', 'tamarack');
    const asked = ['HFC', 'TSU', 'CPL'].map((tenant) => loan(tenant));
    await send(...asked);
    expect(await Promise.all(asked.slice(0, 2).map(({ subject }) => reasonOf(subject)))).toEqual([
      'Decided by hollis.',
      'Decided by tamarack.',
    ]);
    expect(await last(asked[2]!.subject)).toMatchObject({ data: { rule: { id: expect.not.stringMatching('loans-') } } });
  });

  it('leaves a decision under way to the version it began with, and takes the next one', async () => {
    const [before, patronRef] = [await publish('HFC', 'one'), 'p_newcomer0002'];
    const waits = loan('HFC', { patronRef });
    await post(waits);
    await until(async () => (await status(waits.subject)) === 'gathering');
    const after = await publish('HFC', 'two');
    const next = loan('HFC');
    await send(next);
    expect(await reasonOf(next.subject)).toBe('Decided by two.');
    await send({
      message: PatronChanged,
      subject: crypto.randomUUID(),
      tenant: 'HFC',
      data: { patronRef, group: 'student', blocked: false, active: true },
    });
    await until(async () => (await status(waits.subject)) === 'waiting-staff');
    await settled();
    expect((await last(waits.subject)).data).toMatchObject({
      reason: 'Decided by one.',
      policy: { hash: before.state.content.hash },
    });
    expect((await last(next.subject)).data).toMatchObject({ policy: { hash: after.state.content.hash } });
  }, 30_000);

  it('decides again after the patron has answered, whatever asked the question', async () => {
    const question = {
      type: 'ask-patron',
      params: {
        question: 'citation',
        text: 'Is this what you mean?',
        options: [
          { value: 'staff', label: 'Let the library look' },
          { value: 'cancel', label: 'Cancel it' },
        ],
        default: 'staff',
        answerWithinDays: 3,
      },
    };
    await publish('HFC', 'asking', question);
    const asked = loan('HFC');
    await send(asked);
    const { data } = await last(asked.subject);
    expect(data).toMatchObject({ outcome: { route: 'ask-patron' } });
    await publish('HFC', 'answered');
    await send({
      message: PatronAnswered,
      subject: asked.subject,
      tenant: 'HFC',
      data: { decisionId: data['decisionId'], question: 'citation', answer: 'staff', by: 'patron' },
    });
    expect((await told(asked.subject)).map((one) => one.data['reason'])).toEqual(['Decided by asking.', 'Decided by answered.']);
  });

  it('is made ready before it is needed', async () => {
    const policies = service.get(Policies);
    const live = await publish('MGH', 'mercy');
    await until(() => Promise.resolve(policies.ready().includes(live.state.content.hash!)));
    expect(policies.ready()).toContain(live.state.content.hash);
  });

  it('is reported where this process cannot run it, and the one before stays', async () => {
    const { state } = await publish('LCC', 'good');
    const hash = 'f'.repeat(64);
    // as a newer process would have published it, which knows a fact that this one does not
    const newer = smallPolicy('newer').text.replace('"service"', '"phase-of-moon"');
    await database.owner.query('insert into sourcing.policy (hash, name, body, loaded_at) values ($1, $2, $3, now())', [
      hash,
      'sourcing',
      newer,
    ]);
    await database.owner.query(
      `update sourcing.policy_in_force set previous = hash, hash = $1, sequence = sequence + 1 where tenant = 'LCC'`,
      [hash],
    );
    const asked = loan('LCC', { patronRef: PATRON });
    await send(asked);
    expect((await last(asked.subject)).data).toMatchObject({
      reason: 'Decided by good.',
      policy: { hash: state.content.hash },
    });
    const metrics = await service.get(Metrics).registry.getSingleMetricAsString('trillium_policies_unusable_total');
    expect(metrics).toMatch(/trillium_policies_unusable_total\{.*kind="sourcing".*\} 1/);
  });
});
