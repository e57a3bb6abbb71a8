import { Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  incomingLineStep,
  incomingQuery,
  takeBackIncomingPayment,
  type Incoming,
  type IncomingLine,
} from '../../api/incoming.ts';
import { useAskedFor } from '../../components/asked-for.ts';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { IncomingBadge } from './incoming-badge.tsx';
import { IncomingSteps } from './incoming-steps.tsx';
import { JudgedCell } from './judged-cell.tsx';
import { OneOf } from './one-of.tsx';
import { Payments } from './payments.tsx';
import { Amount } from './statement-view.tsx';
import { VerdictLines } from './verdict-lines.tsx';

const route = getRouteApi('/signed-in/money/incoming');

/** One invoice that came: its lines by what they turned out to be, those that wait for a person first. */
export function IncomingView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const asked = route.useSearch({ select: ({ line }) => line });
  const query = useQuery(incomingQuery(id));
  return (
    <OneOf query={query} all={t('incoming.all')} onAll={() => void navigate({ to: '/money/incoming', search: {} })}>
      {(data) => (
        <>
          <Head invoice={data} />
          <Payments
            payments={data.payments}
            back={(reference) => t('incoming.cameFrom', { reference })}
            takeBack={may('incoming.manage') ? (nth) => takeBackIncomingPayment(id, nth) : undefined}
          />
          <VerdictLines lines={data.lines} asked={asked} columns={[t('ifm.line'), t('books.what'), t('books.amount')]}>
            {(line) => <Line key={line.line} id={id} payee={data.payee} line={line} isAsked={asked === String(line.line)} />}
          </VerdictLines>
        </>
      )}
    </OneOf>
  );
}

function Head({ invoice }: { readonly invoice: Incoming }) {
  const { t } = useTranslation();
  const { day, dateTime, money } = useWords();
  const may = useMay();
  const { number, payee, date, at, status, total, waiting, withdrawn } = invoice;
  const words = useOpenWords(invoice);
  const isOpen = status === 'waiting' || status === 'approved';
  return (
    <Section title={t('incoming.title', { number, payee })} aside={<IncomingBadge status={status} />}>
      <Text size="sm" className="break-words">
        {t('incoming.summary', { day: day(date), when: dateTime(at), total: money(total) })}
      </Text>
      {words ? (
        <Text size="sm" fw={waiting ? 700 : 400}>
          {words}
        </Text>
      ) : null}
      {withdrawn ? <Text size="sm">{t('incoming.withdrawn', { reason: withdrawn })}</Text> : null}
      {isOpen && may('incoming.manage') ? (
        <Group gap="xs">
          <IncomingSteps invoice={invoice} />
        </Group>
      ) : null}
    </Section>
  );
}

/** What is still to be done about it, in words. */
function useOpenWords({ status, waiting, toPay, open }: Incoming): string {
  const { t } = useTranslation();
  const { money } = useWords();
  if (status !== 'waiting' && status !== 'approved') return '';
  if (waiting) return t('ifm.linesWait', { count: waiting });
  if (open.minor < 0) return t('incoming.toCome', { amount: money({ ...open, minor: -open.minor }) });
  if (open.minor === toPay.minor) return t('incoming.toBePaid', { amount: money(open) });
  return t('incoming.stillToBePaid', { open: money(open), amount: money(toPay) });
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
  const { what, reference, requestId, amount } = line;
  const words =
    [what, reference ? t('ifm.number', { number: reference }) : ''].filter(Boolean).join(' · ') ||
    (requestId ? t('ifm.request') : t('byHand.line', { nth: line.line }));
  return (
    <Table.Tr {...here}>
      <Table.Td w={60}>{line.line}</Table.Td>
      <JudgedCell
        line={line}
        words={words}
        about={[payee, words, money(amount)].join(', ')}
        steps={
          may('incoming.manage') ? [incomingLineStep(id, line.line, 'accept'), incomingLineStep(id, line.line, 'contest')] : []
        }
      />
      <Amount amount={amount} />
    </Table.Tr>
  );
}
