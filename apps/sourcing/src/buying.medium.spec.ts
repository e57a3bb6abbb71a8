import { randomUUID } from 'node:crypto';
import {
  FundReserved,
  PatronAnswered,
  PatronChanged,
  RequestCancelled,
  RequestFinished,
  ReservationRefused,
  SupplyExhausted,
} from '#lib/contracts';
import { DAY, HOUR } from '#lib/kernel';
import { type Facts } from '#lib/policy';
import type { Sent } from './__fixtures__/messages.ts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { HBR, JPSP, TUFTE, usd, verified } from './__fixtures__/world.ts';

describe('sourcing buys and asks', () => {
  const { database, last, send, service, settled, status, told, until } = sourcingInWorld();

  /** A rush copy from Reprints Desk: the shortest way to a purchase. */
  const rush = async (tenant = 'HFC') => {
    const asked = verified(tenant, 'copy', JPSP, { wishes: { neededBy: '2025-10-07' } });
    await send(asked);
    const reserve = await last(asked.subject);
    expect(reserve).toMatchObject({ type: 'payment.reserve-fund.v1', data: { requestId: asked.subject, fund: 'ILL' } });
    return {
      id: asked.subject,
      tenant,
      reservation: reserve.subject,
      amount: reserve.data['amount'] as { minor: number; currency: string },
    };
  };
  const answer = (
    kind: typeof FundReserved | typeof ReservationRefused,
    { id, tenant, reservation, amount }: Awaited<ReturnType<typeof rush>>,
    more = {},
  ): Sent => ({
    message: kind,
    subject: reservation,
    tenant,
    correlation: id,
    data: { requestId: id, fund: 'ILL', amount, ...more },
  });

  describe('a purchase', () => {
    it('is told once the fund holds the money, with the reservation', async () => {
      const buying = await rush();
      expect(await status(buying.id)).toBe('reserving');
      await send(answer(FundReserved, buying));
      expect(await last(buying.id)).toMatchObject({
        type: 'sourcing.decided.v1',
        subject: buying.id,
        data: {
          attempt: 1,
          rule: { number: '16' },
          outcome: { route: 'buy', provider: 'reprints-desk', price: buying.amount, reservation: buying.reservation },
        },
      });
      expect(await status(buying.id)).toBe('handed-over');
    });

    it('is decided again where the fund refuses, knowing how much is left', async () => {
      const buying = await rush();
      await send(answer(ReservationRefused, buying, { available: usd(100), reason: 'Fund ILL has $1 left.' }));
      const decided = await last(buying.id);
      expect(decided).toMatchObject({ type: 'sourcing.decided.v1', data: { attempt: 2 } });
      expect((decided.data['outcome'] as { route: string }).route).not.toBe('buy');
      const { rows } = await database.owner.query<{ facts: Facts }>(
        'select facts from sourcing.decision where request_id = $1 order by attempt',
        [buying.id],
      );
      expect(rows.map(({ facts }) => (facts['fund-left'] as { value: unknown }).value)).toEqual([usd(180_000), usd(100)]);
    });

    it('that is cancelled before the fund has answered gives the money back', async () => {
      const buying = await rush();
      const data = { by: 'patron', reason: 'Found it.' };
      // two keys, so sent together they might be handled either way round
      await send({ message: RequestCancelled, subject: buying.id, tenant: buying.tenant, data });
      await send(answer(FundReserved, buying));
      expect((await told(buying.id)).map(({ type, subject }) => [type, subject])).toEqual([
        ['payment.reserve-fund.v1', buying.reservation],
        ['payment.release-reservation.v1', buying.reservation],
        ['sourcing.ended.v1', buying.id],
      ]);
      expect(await status(buying.id)).toBe('ended');
    });

    it('for which no fund answers goes to staff in the end', async () => {
      const buying = await rush();
      service.clock.advance(25 * HOUR);
      await until(async () => (await status(buying.id)) === 'waiting-staff');
      await settled();
      expect((await told(buying.id)).map(({ type }) => type)).toEqual([
        'payment.reserve-fund.v1',
        'payment.release-reservation.v1',
        'sourcing.decided.v1',
      ]);
    });
  });

  describe('a copy that staff buy at the publisher’s site', () => {
    it('holds as much as it may cost; where it could not be bought, the next rule is tried', async () => {
      const asked = verified('LCC', 'copy', HBR);
      await send(asked);
      const reserve = await last(asked.subject);
      expect(reserve).toMatchObject({ type: 'payment.reserve-fund.v1', data: { amount: usd(3000) } });
      const { subject: reservation } = reserve;
      await send(answer(FundReserved, { id: asked.subject, tenant: 'LCC', reservation, amount: usd(3000) }));
      const { data } = await last(asked.subject);
      expect(data).toMatchObject({
        rule: { number: '17' },
        outcome: { route: 'buy', what: 'copy', provider: 'publisher', byHand: true, price: usd(3000), reservation },
      });
      const tried = [{ kind: 'buy', supplier: 'publisher', status: 'unfilled', reason: 'Subscribers only.' }];
      const decisionId = data['decisionId'];
      await send({ message: SupplyExhausted, subject: asked.subject, tenant: 'LCC', data: { decisionId, tried } });
      expect((await last(asked.subject)).data).toMatchObject({ attempt: 2, outcome: { route: 'staff', notYet: false } });
    });
  });

  describe('a patron who is asked', () => {
    /** A new book at $150 that no library of the country lends in this edition. */
    const dear = async () => {
      const asked = verified(
        'TSU',
        'loan',
        {
          kind: 'book',
          title: 'Introduction to Algorithms',
          authors: ['Cormen, Thomas H.'],
          isbn: ['9780262046305'],
          year: 2022,
          edition: '4th ed.',
        },
        { wishes: { anyEdition: false } },
      );
      await send(asked);
      const { data } = await last(asked.subject);
      expect(data).toMatchObject({
        rule: { number: '20' },
        outcome: { route: 'ask-patron', question: 'cost', cost: usd(15_000) },
      });
      return { id: asked.subject, decisionId: data['decisionId'] as string };
    };
    const says = ({ id, decisionId }: Awaited<ReturnType<typeof dear>>, given: string): Sent => ({
      message: PatronAnswered,
      subject: id,
      tenant: 'TSU',
      data: { decisionId, question: 'cost', answer: given, by: 'patron' },
    });

    it('agrees: bought', async () => {
      const asked = await dear();
      await send(says(asked, 'agree'));
      expect(await last(asked.id)).toMatchObject({ type: 'payment.reserve-fund.v1', data: { amount: usd(15_000) } });
    });
    it('takes the other edition that is offered: borrowed', async () => {
      const asked = await dear();
      const offered = (await last(asked.id)).data['outcome'] as { options: { value: string; label: string }[] };
      expect(offered.options.map(({ value }) => value)).toEqual(['agree', 'other-edition', 'staff', 'cancel']);
      await send(says(asked, 'other-edition'));
      expect(await last(asked.id)).toMatchObject({
        data: { attempt: 2, rule: { number: '22' }, wishes: { anyEdition: true }, outcome: { route: 'borrow' } },
      });
    });
    it('is reminded a day before silence counts, once', async () => {
      const asked = await dear();
      const before = (await last(asked.id)).data['outcome'] as { options: unknown; answerBy: string };
      service.clock.advance(2 * DAY + 1000);
      await until(async () => (await last(asked.id)).type === 'sourcing.question-reminded.v1');
      expect(await last(asked.id)).toMatchObject({
        data: { decisionId: asked.decisionId, number: 1, default: 'staff', answerBy: before.answerBy, options: before.options },
      });
      service.clock.advance(12 * HOUR);
      await send(says(asked, 'agree'));
      const types = (await told(asked.id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'sourcing.question-reminded.v1')).toHaveLength(1);
      expect(types.at(-1)).toBe('payment.reserve-fund.v1');
    });
    it('is silent for three days: the default answer', async () => {
      const asked = await dear();
      service.clock.advance(3 * DAY + 1000);
      await until(async () => (await last(asked.id)).data['attempt'] === 2);
      expect(await last(asked.id)).toMatchObject({ data: { rule: { number: '20' }, outcome: { route: 'staff' } } });
    });
    it('answers an old question: nothing happens', async () => {
      const asked = await dear();
      await send({
        ...says(asked, 'agree'),
        data: { decisionId: randomUUID(), question: 'cost', answer: 'agree', by: 'patron' },
      });
      expect(await status(asked.id)).toBe('waiting-patron');
    });
  });

  describe('lenders who cannot supply', () => {
    it('are not asked again, and a purchase comes last', async () => {
      const asked = verified('LCC', 'loan', TUFTE);
      await send(asked);
      const first = await last(asked.subject);
      const lenders = (first.data['outcome'] as { lenders: { symbol: string }[] }).lenders.map(({ symbol }) => symbol);
      expect(lenders.length).toBeGreaterThan(1);
      const tried = lenders.map((supplier) => ({ kind: 'borrow', supplier, status: 'unfilled' }));
      await send({
        message: SupplyExhausted,
        subject: asked.subject,
        tenant: 'LCC',
        data: { decisionId: first.data['decisionId'], tried },
      });
      expect(await last(asked.subject)).toMatchObject({ type: 'payment.reserve-fund.v1' });
      const { rows } = await database.owner.query<{ rule: string; attempt: number }>(
        'select rule, attempt from sourcing.decision where request_id = $1 order by attempt',
        [asked.subject],
      );
      expect(rows).toEqual([
        { rule: 'borrow-free', attempt: 1 },
        { rule: 'last-resort-buy', attempt: 2 },
      ]);
    });

    it('that did supply count in the balance, on both sides', async () => {
      const asked = verified('BLL', 'loan', TUFTE);
      await send(asked);
      const { data } = await last(asked.subject);
      const { symbol } = (data['outcome'] as { lenders: { symbol: string }[] }).lenders[0]!;
      await send({ message: RequestFinished, subject: asked.subject, tenant: 'BLL', data: { kind: 'borrow', supplier: symbol } });
      const { rows } = await database.owner.query(
        'select tenant, partner, borrowed, lent from sourcing.exchange where $1 in (tenant, partner) and $2 in (tenant, partner) order by tenant = $1 desc',
        ['BLL', symbol],
      );
      expect(rows).toEqual([
        { tenant: 'BLL', partner: symbol, borrowed: 1, lent: 0 },
        { tenant: symbol, partner: 'BLL', borrowed: 0, lent: 1 },
      ]);
      // whom we owe is asked after the others
      const again = verified('BLL', 'loan', TUFTE, { patronRef: 'p_anotherone01' });
      await send(
        {
          message: PatronChanged,
          subject: randomUUID(),
          tenant: 'BLL',
          data: { patronRef: 'p_anotherone01', group: 'student', blocked: false, active: true },
        },
        again,
      );
      const second = (await last(again.subject)).data['outcome'] as { lenders: { symbol: string; why: string }[] };
      expect(second.lenders.at(-1)).toMatchObject({ symbol, why: expect.stringContaining('balance -1 item') });
    });
  });
});
