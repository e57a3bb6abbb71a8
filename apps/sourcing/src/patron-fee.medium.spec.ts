import { randomUUID } from 'node:crypto';
import { LibraryChanged, PatronAnswered, type PatronFees, type Wishes } from '#lib/contracts';
import request from 'supertest';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { introductions, TUFTE, usd, verified } from './__fixtures__/world.ts';

describe('a library whose patrons pay', () => {
  const { world, last, send, service, staff, status } = sourcingInWorld();
  let sequence = 1000;
  const charging = async (tenant: string, patronFees: PatronFees) => {
    const told = introductions(world()).find((one) => one.message === LibraryChanged && one.tenant === tenant)!;
    await send({ ...told, subject: randomUUID(), sequence: (sequence += 1), data: { ...(told.data as object), patronFees } });
  };
  const ask = async (tenant: string, wishes: Partial<Wishes> = {}) => {
    const asked = verified(tenant, 'loan', TUFTE, { wishes });
    await send(asked);
    return asked.subject;
  };
  const says = async (id: string, tenant: string, answer: string) => {
    const { data } = await last(id);
    const told = { decisionId: data['decisionId'], question: 'fee', answer, by: 'patron' };
    await send({ message: PatronAnswered, subject: id, tenant, data: told });
  };
  const decided = async (id: string) => (await last(id)).data;

  it('asks the patron first, and goes on once they agree, with what they pay at most', async () => {
    await charging('LCC', { loan: 300 });
    const id = await ask('LCC');
    expect(await decided(id)).toMatchObject({
      outcome: { route: 'ask-patron', question: 'fee', cost: usd(300), default: 'no' },
      reason: 'It costs the patron $3, more than they have agreed to pay: they are asked first.',
      also: expect.arrayContaining([expect.objectContaining({ effect: 'patron-fee' })]),
    });
    expect(await status(id)).toBe('waiting-patron');
    await says(id, 'LCC', 'agree');
    expect(await decided(id)).toMatchObject({
      outcome: {
        route: 'borrow',
        lenders: expect.arrayContaining([expect.objectContaining({ fee: { flat: usd(300), most: usd(300) } })]),
      },
      wishes: { feeAccepted: usd(300) },
    });
  });

  it('asks nobody who has agreed to as much beforehand, and nobody of a group that never pays', async () => {
    await charging('LCC', { loan: 300, cap: 1000 });
    expect(await decided(await ask('LCC', { maxFee: usd(5000) }))).toMatchObject({
      outcome: {
        route: 'borrow',
        lenders: expect.arrayContaining([expect.objectContaining({ fee: { flat: usd(300), most: usd(1000) } })]),
      },
    });
    await charging('LCC', { loan: 300, freeGroups: ['student'] });
    const { outcome } = (await decided(await ask('LCC'))) as { outcome: { route: string; lenders: object[] } };
    expect(outcome.route).toBe('borrow');
    expect(outcome.lenders.filter((lender) => 'fee' in lender)).toEqual([]);
  });

  it('goes to staff where the patron says no; what staff then choose costs the patron nothing', async () => {
    await charging('LCC', { loan: 300 });
    const id = await ask('LCC');
    await says(id, 'LCC', 'no');
    expect(await decided(id)).toMatchObject({ outcome: { route: 'staff' } });
    expect(await status(id)).toBe('waiting-staff');
    const chosen = await request(service.http)
      .post(`/api/sourcing/requests/${id}/decide`)
      .set(await staff('LCC'))
      .send({ route: 'borrow', lenders: ['TSU'], reason: 'The library bears it' });
    expect(chosen.status).toBeLessThan(300);
    const { outcome } = (await decided(id)) as { outcome: { route: string; lenders: object[] } };
    expect(outcome).toMatchObject({ route: 'borrow', lenders: [{ symbol: 'TSU' }] });
    expect(outcome.lenders.filter((lender) => 'fee' in lender)).toEqual([]);
  });
});
