import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ifmReportQuery, lineStep, SETTLERS, type IfmLine, type Settler } from '../../api/ifm.ts';
import { useAskedFor } from '../../components/asked-for.ts';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { JudgedCell } from './judged-cell.tsx';
import { OneOf } from './one-of.tsx';
import { Amount } from './statement-view.tsx';
import { VerdictLines } from './verdict-lines.tsx';

/** One report: its lines by what they turned out to be, those that wait for a person first. */
export function IfmReportView({ settler, id }: { readonly settler: Settler; readonly id: string }) {
  const { t } = useTranslation();
  const { monthName, money, dateTime } = useWords();
  const navigate = useNavigate();
  const { line: asked } = useSearch({ strict: false });
  const query = useQuery(ifmReportQuery(settler, id));
  return (
    <OneOf query={query} all={t('ifm.allReports')} onAll={() => void navigate({ to: `/money/${settler}`, search: {} })}>
      {(data) => (
        <>
          <Section title={t('ifm.reportOf', { month: monthName(data.month), side: t(`ifmSide.${data.side}`) })}>
            <Text size="sm" className="break-words">
              {t('ifm.summary', { count: data.lines, total: money(data.total), file: data.fileName, when: dateTime(data.at) })}
            </Text>
            <Text size="sm" fw={data.waiting ? 700 : 400}>
              {data.waiting ? t('ifm.linesWait', { count: data.waiting }) : t('ifm.noneWait')}
            </Text>
          </Section>
          <VerdictLines
            lines={data.found}
            asked={asked}
            columns={[t('ifm.line'), t('books.day'), t('books.with'), t('books.what'), t('books.amount')]}
          >
            {(line) => <Line key={line.line} settler={settler} report={id} line={line} />}
          </VerdictLines>
        </>
      )}
    </OneOf>
  );
}

interface LineProps {
  readonly settler: Settler;
  readonly report: string;
  readonly line: IfmLine;
}

function Line({ settler, report, line }: LineProps) {
  const { t } = useTranslation();
  const { day, money } = useWords();
  const may = useMay();
  const { line: asked } = useSearch({ strict: false });
  const here = useAskedFor<HTMLTableRowElement>(asked === String(line.line));
  const { kind, number, symbol, amount } = line;
  const what = kind === 'fee' ? t('ifm.feeLine', { by: SETTLERS[settler] }) : t('ifm.charge');
  const words = number ? t('ifm.numbered', { what, number }) : what;
  return (
    <Table.Tr {...here}>
      <Table.Td>{line.line}</Table.Td>
      <Table.Td>{line.day ? day(line.day) : ''}</Table.Td>
      <Table.Td className="break-words">{symbol}</Table.Td>
      <JudgedCell
        line={line}
        words={words}
        about={[symbol, words, money(amount)].filter(Boolean).join(', ')}
        steps={
          may('ifm.reconcile')
            ? [lineStep(settler, report, line.line, 'accept'), lineStep(settler, report, line.line, 'contest')]
            : []
        }
      />
      <Amount amount={amount} />
    </Table.Tr>
  );
}
