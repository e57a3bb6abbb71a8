import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifmReportQuery, lineStep, VERDICTS, type IfmLine, type IfmReport } from '../../api/ifm.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { Amount, OfRequest } from './statement-view.tsx';

/** More are shown when asked for. */
const FIRST = 50;

/** One report: its lines by what they turned out to be, those that wait for a person first. */
export function IfmReportView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { monthName, money, dateTime } = useWords();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useQuery(ifmReportQuery(id));
  return (
    <Stack gap="lg">
      <Group>
        <Button variant="default" onClick={() => void navigate({ to: '/money/ifm', search: {} })}>
          {t('ifm.allReports')}
        </Button>
      </Group>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={5} /> : null}
      {data ? (
        <>
          <Section title={t('ifm.reportOf', { month: monthName(data.month), side: t(`ifmSide.${data.side}`) })}>
            <Text size="sm" className="break-words">
              {t('ifm.summary', { count: data.lines, total: money(data.total), file: data.fileName, when: dateTime(data.at) })}
            </Text>
            <Text size="sm" fw={data.waiting ? 700 : 400}>
              {data.waiting ? t('ifm.linesWait', { count: data.waiting }) : t('ifm.noneWait')}
            </Text>
          </Section>
          {VERDICTS.map((verdict) => (
            <Lines key={verdict} report={data} verdict={verdict} />
          ))}
        </>
      ) : null}
    </Stack>
  );
}

interface LinesProps {
  readonly report: IfmReport;
  readonly verdict: IfmLine['verdict'];
}

function Lines({ report: { id, found, total }, verdict }: LinesProps) {
  const { t } = useTranslation();
  const { money } = useWords();
  const [all, setAll] = useState(false);
  const lines = found.filter((line) => line.verdict === verdict);
  if (!lines.length) return null;
  const sum = lines.reduce((minor, { amount }) => minor + amount.minor, 0);
  const title = t(`ifmVerdict.${verdict}`);
  const columns = [t('ifm.line'), t('books.day'), t('books.with'), t('books.what'), t('books.amount')];
  return (
    <Section
      title={title}
      aside={
        <Text size="sm" className="quiet">
          {t('ifm.sum', { count: lines.length, sum: money({ ...total, minor: sum }) })}
        </Text>
      }
    >
      <WideTable label={title} minWidth={600} fz="sm" columns={columns} amounts={[t('books.amount')]}>
        {lines.slice(0, all ? lines.length : FIRST).map((line) => (
          <Line key={line.line} report={id} line={line} />
        ))}
      </WideTable>
      {lines.length > FIRST && !all ? (
        <Group>
          <Button variant="default" onClick={() => setAll(true)}>
            {t('common.more')}
          </Button>
        </Group>
      ) : null}
    </Section>
  );
}

function Line({ report, line }: { readonly report: string; readonly line: IfmLine }) {
  const { t } = useTranslation();
  const { day, money } = useWords();
  const may = useMay();
  const { kind, number, symbol, amount, why, requestId, waits, taken, reason } = line;
  const what = kind === 'fee' ? t('ifm.feeLine') : t('ifm.charge');
  const words = number ? t('ifm.numbered', { what, number }) : what;
  return (
    <Table.Tr>
      <Table.Td>{line.line}</Table.Td>
      <Table.Td>{line.day ? day(line.day) : ''}</Table.Td>
      <Table.Td className="break-words">{symbol}</Table.Td>
      <Table.Td className="break-words">
        <OfRequest id={requestId} words={words} />
        {why ? <Text size="sm">{why}</Text> : null}
        {taken && reason ? (
          <Text size="sm" className="quiet">
            {t('ifm.taken', { how: t(`ifmTaken.${taken}`), reason })}
          </Text>
        ) : null}
        {waits && may('ifm.reconcile') ? (
          <Group mt={6}>
            <TaskActions
              size="xs"
              about={[symbol, words, money(amount)].filter(Boolean).join(', ')}
              actions={[lineStep(report, line.line, 'accept'), lineStep(report, line.line, 'contest')]}
            />
          </Group>
        ) : null}
      </Table.Td>
      <Amount amount={amount} />
    </Table.Tr>
  );
}
