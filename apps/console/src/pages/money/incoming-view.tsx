import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  incomingLineStep,
  incomingPaid,
  incomingQuery,
  withdrawIncoming,
  type Incoming,
  type IncomingLine,
} from '../../api/incoming.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useAskedFor } from '../../components/asked-for.ts';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useToday } from '../../words/today.ts';
import { useWords } from '../../words/words.ts';
import { IncomingBadge } from './incoming-badge.tsx';
import { REASON } from './invoice-steps.tsx';
import { Amount, OfRequest } from './statement-view.tsx';
import { VerdictLines } from './verdict-lines.tsx';

const route = getRouteApi('/signed-in/money/incoming');

/** One invoice that came: its lines by what they turned out to be, those that wait for a person first. */
export function IncomingView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asked = route.useSearch({ select: ({ line }) => line });
  const { data, error, isPending, refetch } = useQuery(incomingQuery(id));
  return (
    <Stack gap="lg">
      <Group>
        <Button variant="default" onClick={() => void navigate({ to: '/money/incoming', search: {} })}>
          {t('incoming.all')}
        </Button>
      </Group>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={5} /> : null}
      {data ? (
        <>
          <Head invoice={data} />
          <VerdictLines lines={data.lines} asked={asked} columns={[t('ifm.line'), t('books.what'), t('books.amount')]}>
            {(line) => <Line key={line.line} id={id} payee={data.payee} line={line} isAsked={asked === String(line.line)} />}
          </VerdictLines>
        </>
      ) : null}
    </Stack>
  );
}

function Head({ invoice }: { readonly invoice: Incoming }) {
  const { t } = useTranslation();
  const { day, dateTime, money } = useWords();
  const may = useMay();
  const { id, number, payee, date, at, status, total, toPay, waiting, paidOn, reference, withdrawn } = invoice;
  const today = useToday();
  const isOpen = status === 'waiting' || status === 'approved';
  return (
    <Section title={t('incoming.title', { number, payee })} aside={<IncomingBadge status={status} />}>
      <Text size="sm" className="break-words">
        {t('incoming.summary', { day: day(date), when: dateTime(at), total: money(total) })}
      </Text>
      {isOpen ? (
        <Text size="sm" fw={waiting ? 700 : 400}>
          {waiting ? t('ifm.linesWait', { count: waiting }) : t('incoming.toBePaid', { amount: money(toPay) })}
        </Text>
      ) : null}
      {paidOn ? <Text size="sm">{t('incoming.paid', { amount: money(toPay), day: day(paidOn), reference })}</Text> : null}
      {withdrawn ? <Text size="sm">{t('incoming.withdrawn', { reason: withdrawn })}</Text> : null}
      {isOpen && may('incoming.manage') ? (
        <Group gap="xs">
          {!waiting && toPay.minor !== 0 ? (
            <StepButton
              label={t('incoming.pay')}
              about={t('incoming.payAbout', { amount: money(toPay) })}
              variant="filled"
              fields={[
                { name: 'on', kind: 'date', required: true, value: today },
                { name: 'reference', kind: 'text', required: true },
              ]}
              send={incomingPaid(id)}
            />
          ) : null}
          <StepButton
            label={t('incoming.withdraw')}
            about={t('incoming.withdrawAbout')}
            fields={[REASON]}
            send={withdrawIncoming(id)}
          />
        </Group>
      ) : null}
    </Section>
  );
}

interface LineProps {
  readonly id: string;
  readonly payee: string;
  readonly line: IncomingLine;
  readonly isAsked: boolean;
}

function Line({ id, payee, line, isAsked }: LineProps) {
  const { t } = useTranslation();
  const { money } = useWords();
  const may = useMay();
  const here = useAskedFor<HTMLTableRowElement>(isAsked);
  const { what, reference, requestId, amount, why, waits, taken, reason } = line;
  const words =
    [what, reference ? t('ifm.number', { number: reference }) : ''].filter(Boolean).join(' · ') ||
    (requestId ? t('ifm.request') : t('byHand.line', { nth: line.line }));
  return (
    <Table.Tr {...here}>
      <Table.Td w={60}>{line.line}</Table.Td>
      <Table.Td className="break-words">
        <OfRequest id={requestId} words={words} />
        {why ? <Text size="sm">{why}</Text> : null}
        {taken && reason ? (
          <Text size="sm" className="quiet">
            {t('ifm.taken', { how: t(`ifmTaken.${taken}`), reason })}
          </Text>
        ) : null}
        {waits && may('incoming.manage') ? (
          <Group mt={6}>
            <TaskActions
              size="xs"
              about={[payee, words, money(amount)].join(', ')}
              actions={[incomingLineStep(id, line.line, 'accept'), incomingLineStep(id, line.line, 'contest')]}
            />
          </Group>
        ) : null}
      </Table.Td>
      <Amount amount={amount} />
    </Table.Tr>
  );
}
