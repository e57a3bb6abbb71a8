import { SupplyExhausted } from '#lib/contracts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { usd, verified } from './__fixtures__/world.ts';

const MIT = 'Massachusetts Institute of Technology';

describe('a dissertation', () => {
  const { last, send, status } = sourcingInWorld();
  const thesis = (title: string, institution: string) =>
    verified('HSL', 'loan', { kind: 'dissertation', title, authors: ['Shannon, Claude Elwood'], year: 1940, institution });
  const exhausted = async (id: string, kind: 'deliver' | 'borrow', supplier: string) =>
    send({
      message: SupplyExhausted,
      subject: id,
      tenant: 'HSL',
      data: { decisionId: (await last(id)).data['decisionId'], tried: [{ kind, supplier, status: 'unfilled' }] },
    });

  it('is delivered from the repository, then borrowed from the institution’s library, then asked for by hand; never bought', async () => {
    const asked = thesis('An Algebra for Theoretical Genetics', MIT);
    await send(asked);
    const { data } = await last(asked.subject);
    expect(data).toMatchObject({
      rule: { id: 'dissertation-open', number: '13' },
      outcome: { route: 'deliver', url: expect.stringContaining('/openaccess/repository/'), host: `the repository of ${MIT}` },
      also: [{ rule: '13', effect: 'never-buy' }],
    });
    // the link is dead
    await exhausted(asked.subject, 'deliver', `the repository of ${MIT}`);
    expect((await last(asked.subject)).data).toMatchObject({
      attempt: 2,
      rule: { id: 'dissertation-borrow' },
      outcome: { route: 'borrow', lenders: [{ symbol: 'ZZM', maxCost: usd(3000) }], mayRaiseTo: usd(4500) },
    });
    await exhausted(asked.subject, 'borrow', 'ZZM');
    expect((await last(asked.subject)).data).toMatchObject({
      attempt: 3,
      rule: { id: 'dissertation-by-hand' },
      outcome: { route: 'staff', notYet: false, why: expect.stringContaining(MIT) },
    });
    expect(await status(asked.subject)).toBe('waiting-staff');
  });

  it('of an institution whose library is no partner is asked for by hand, the institution named', async () => {
    const asked = thesis('On the Quiet of Reading Rooms', 'University of Nowhere');
    await send(asked);
    expect((await last(asked.subject)).data).toMatchObject({
      rule: { id: 'dissertation-by-hand' },
      outcome: { route: 'staff', why: expect.stringContaining('(University of Nowhere)') },
    });
  });

  it('that a partner may hold is asked for there although no catalog lists it', async () => {
    const asked = thesis('On the Quiet of Stacks', MIT);
    await send(asked);
    expect((await last(asked.subject)).data).toMatchObject({ outcome: { route: 'borrow', lenders: [{ symbol: 'ZZM' }] } });
  });
});
