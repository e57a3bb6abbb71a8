import { Badge, Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  settlerMonthQuery,
  settlerMonthsQuery,
  SETTLERS,
  type Settler,
  type SettlerMonth,
  type SettlerMonthSums,
} from '../../api/ifm.ts';
import type { Money } from '../../api/shapes.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';
import { OneOf } from './one-of.tsx';
import { Amount, OfRequest } from './statement-view.tsx';

const USUAL_CURRENCY = 'USD';

/** What a month comes to, by its sign. */
const billOf = ({ minor }: Money): 'invoice' | 'memo' | 'even' => (minor > 0 ? 'invoice' : minor < 0 ? 'memo' : 'even');

/** Month by month as it is billed: what was expected, and what the reports say. */
export function Months({ settler }: { readonly settler: Settler }) {
  const { t } = useTranslation();
  const { monthName } = useWords();
  const navigate = useNavigate();
  const { currency = USUAL_CURRENCY } = useSearch({ strict: false });
  const { data, error } = useQuery(settlerMonthsQuery(settler, currency));
  if (error) return <ProblemAlert error={error} />;
  if (!data?.months.length) return null;
  const columns = [t('books.month'), t('ifm.monthExpected'), t('ifm.monthReported'), t('ifm.monthDiffers')];
  return (
    <Section title={t('ifm.months')}>
      <Text size="sm">{t('ifm.monthsAbout', { by: SETTLERS[settler] })}</Text>
      <WideTable label={t('ifm.months')} minWidth={520} fz="sm" columns={columns} amounts={columns.slice(1)}>
        {data.months.map(({ month, expected, reported }) => (
          <Table.Tr key={month}>
            <Table.Th scope="row" fw={400}>
              <Button
                variant="transparent"
                size="compact-sm"
                px={0}
                onClick={() => void navigate({ to: `/money/${settler}`, search: { month, currency } })}
              >
                {monthName(month)}
              </Button>
            </Table.Th>
            <Amount amount={expected} />
            {reported ? <Amount amount={reported} /> : <Table.Td className="amount quiet">{t('ifm.noReportYet')}</Table.Td>}
            {reported ? (
              <Amount
                amount={{ ...reported, minor: reported.minor - expected.minor }}
                strong={reported.minor !== expected.minor}
              />
            ) : (
              <Table.Td />
            )}
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}

/** One month: debits, credits and fees, what they come to, and each thing that differs. */
export function MonthView({ settler, month }: { readonly settler: Settler; readonly month: string }) {
  const { t } = useTranslation();
  const { monthName } = useWords();
  const navigate = useNavigate();
  const { currency = USUAL_CURRENCY } = useSearch({ strict: false });
  const query = useQuery(settlerMonthQuery(settler, currency, month));
  return (
    <OneOf query={query} all={t('ifm.allReports')} onAll={() => void navigate({ to: `/money/${settler}`, search: {} })}>
      {(data) => (
        <>
          <Section title={monthName(month)}>
            <Sums sums={data} />
          </Section>
          {data.differs.length ? <Differs settler={settler} month={data} /> : null}
        </>
      )}
    </OneOf>
  );
}

function Sums({ sums: { parts, expected, reported } }: { readonly sums: SettlerMonthSums }) {
  const { t } = useTranslation();
  const columns = [t('books.what'), t('ifm.monthExpected'), t('ifm.monthReported')];
  const none = <Table.Td className="amount quiet">{t('ifm.noReportYet')}</Table.Td>;
  return (
    <WideTable label={t('ifm.months')} minWidth={420} fz="sm" columns={columns} amounts={columns.slice(1)}>
      {parts.map((one) => (
        <Table.Tr key={one.part}>
          <Table.Th scope="row" fw={400}>
            {t(`ifmPart.${one.part}`)}
            <Text size="xs" className="quiet">
              {t('ifm.counted', { expected: one.expectedCount, reported: one.reportedCount ?? '–' })}
            </Text>
          </Table.Th>
          <Amount amount={one.expected} />
          {one.reported ? <Amount amount={one.reported} /> : none}
        </Table.Tr>
      ))}
      <Table.Tr>
        <Table.Th scope="row">
          {t('ifm.comesTo')}{' '}
          <Badge variant="light" className="status-badge" data-tone="blue">
            {t(`ifmBill.${billOf(reported ?? expected)}`)}
          </Badge>
        </Table.Th>
        <Amount amount={expected} strong />
        {reported ? <Amount amount={reported} strong /> : none}
      </Table.Tr>
    </WideTable>
  );
}

function Differs({ settler, month: { differs, more } }: { readonly settler: Settler; readonly month: SettlerMonth }) {
  const { t } = useTranslation();
  const columns = [t('ifm.standing'), t('books.with'), t('books.what'), t('ifm.monthExpected'), t('ifm.monthReported')];
  return (
    <Section title={t('ifm.monthDiffers')}>
      <WideTable label={t('ifm.monthDiffers')} minWidth={620} fz="sm" columns={columns} amounts={columns.slice(3)}>
        {differs.map(({ part, gap, requestId, with: other, number, expected, reported }, at) => {
          const what = part === 'fees' ? t('ifm.feeLine', { by: SETTLERS[settler] }) : t(`ifmPart.${part}`);
          return (
            // one charge has a line for itself and one for its fee; two lines may be about nothing known
            <Table.Tr key={at}>
              <Table.Td>{t(`ifmGap.${gap}`)}</Table.Td>
              <Table.Td className="break-words">{other}</Table.Td>
              <Table.Td className="break-words">
                <OfRequest id={requestId} words={number ? t('ifm.numbered', { what, number }) : what} />
              </Table.Td>
              <Amount amount={expected} />
              <Amount amount={reported} />
            </Table.Tr>
          );
        })}
      </WideTable>
      {more ? <Text className="quiet">{t('ifm.more')}</Text> : null}
    </Section>
  );
}
