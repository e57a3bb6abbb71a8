import { Injectable } from '@nestjs/common';
import type { Task, TaskAction } from '#lib/contracts';
import { formatMoney, isPractice, money } from '#lib/kernel';
import { Database, statement } from '#lib/messaging';
import { prismaFor } from '#lib/service';
import { dueMonth, endOf, isNetted } from '../domain/settling/due.ts';
import { CONSORTIUM } from '../domain/settling/mirror.ts';
import type { Month } from '../domain/settling/month.ts';
import type { NettingState } from '../domain/settling/netting-run.ts';
import type { Netting } from '../generated/prisma/client.ts';
import { PrismaService } from '../prisma.service.ts';
import { action } from './task-action.ts';

const MOST = 200;
const NETTINGS = '/api/payment/nettings';
const REASON = { name: 'reason', kind: 'text', required: true } as const;

const PARTICIPANTS = statement('select symbol from participant order by symbol');
/** In which currencies anything was settled before $3 that no netting has turned into transfers; $2: until when the last of each currency reached. */
const SETTLED = statement(`select a.currency from account a
  where a.tenant = $1 and a.code = 'settlement:consortium' and exists (
    select from entry e join posting p on p.entry_id = e.id and p.tenant = $1 and p.account = a.code and p.currency = a.currency
    where e.tenant = $1 and e.kind not in ('netting', 'transfer') and e.at < $3::timestamptz
      and e.at > coalesce(($2::jsonb ->> a.currency)::timestamptz, '-infinity'))`);

/** What waits for an operator of what members settle among themselves. */
@Injectable()
export class NettingTasksQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  /**
   * Nettings that nobody has approved, approved ones whose transfers have not all been paid for long, and a month of which there should be one.
   * @param by who asks: what they drew up themselves another approves
   */
  async list(by: string, now: Date): Promise<{ readonly tasks: Task[]; readonly more: boolean }> {
    const nettings = await prismaFor(this.prisma, CONSORTIUM, (tx) =>
      tx.netting.findMany({ where: { tenant: CONSORTIUM }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    );
    const tasks = [...(await this.#due(nettings, dueMonth(now))), ...nettings.flatMap((row) => nettingTask(row, by) ?? [])];
    return { tasks: tasks.slice(0, MOST), more: tasks.length > MOST };
  }

  async #due(nettings: readonly Netting[], month: Month): Promise<Task[]> {
    const states = nettings.map(({ state }) => state as unknown as NettingState);
    const reached: Record<string, string> = {};
    for (const { status, currency = '', through = '' } of states)
      if ((status === 'approved' || status === 'settled') && through > (reached[currency] ?? '')) reached[currency] = through;
    const currencies = await this.database.transaction({ tenant: CONSORTIUM }, async (tx) => {
      const found = new Set<string>();
      for (const { symbol } of await tx.query<{ symbol: string }>(PARTICIPANTS)) {
        if (isPractice(symbol)) continue;
        const values = [symbol, JSON.stringify(reached), endOf(month).toISOString()];
        for (const { currency } of await tx.asTenant(symbol, (own) => own.query<{ currency: string }>(SETTLED, values)))
          found.add(currency);
      }
      return [...found].toSorted();
    });
    const told = states.map(({ status, month: of = '', currency = '' }) => ({ status, month: of, currency }));
    return currencies.filter((currency) => !isNetted(told, month, currency)).map((currency) => dueTask(month, currency));
  }
}

const common = { service: 'payment', library: CONSORTIUM } as const;

const dueTask = (month: Month, currency: string): Task => ({
  ...common,
  id: `netting-due-${month}-${currency}`,
  kind: 'netting-due',
  title: `${month}, ${currency}`,
  reason: 'Members have charged each other, and the month is over: nobody has drawn up its netting yet.',
  since: endOf(month).toISOString(),
  actions: [
    action('draw-up-netting', 'POST', NETTINGS, {
      primary: true,
      fields: [
        { name: 'month', kind: 'text', required: true, value: month },
        { name: 'currency', kind: 'text', required: true, value: currency },
      ],
    }),
  ],
});

function nettingTask({ id, state, createdAt, updatedAt }: Netting, by: string): Task | undefined {
  const { status, month = '', currency = 'USD', transfers, drawnUpBy, reminders } = state as unknown as NettingState;
  const open = transfers.filter(({ paid }) => !paid);
  const amount = formatMoney(
    money(
      open.reduce((sum, one) => sum + one.amount.minor, 0),
      currency,
    ),
  );
  const of = { kind: 'netting', id } as const;
  const title = `${month}, ${currency}: ${amount} in ${open.length} ${open.length === 1 ? 'transfer' : 'transfers'}`;
  if (status === 'drawn-up') {
    const own = drawnUpBy === by;
    const withdraw = action('withdraw-netting', 'POST', `${NETTINGS}/${id}/withdraw`, { fields: [REASON] });
    const actions: TaskAction[] = own
      ? [withdraw]
      : [action('approve-netting', 'POST', `${NETTINGS}/${id}/approve`, { primary: true }), withdraw];
    const reason = own
      ? 'You drew it up: another operator approves it.'
      : 'Another operator drew it up: look at its positions, and approve it or withdraw it.';
    return {
      ...common,
      id: `netting-${id}`,
      kind: 'netting-drawn-up',
      of,
      title,
      reason,
      since: createdAt.toISOString(),
      actions,
    };
  }
  if (status !== 'approved' || reminders === 0) return undefined;
  return {
    ...common,
    id: `netting-${id}`,
    kind: 'transfers-unpaid',
    of,
    title,
    reason: 'It was approved long ago, and these transfers were not noted as paid: ask the libraries, and note them on the page.',
    since: updatedAt.toISOString(),
    actions: [],
  };
}
