import { Badge, Button, NativeSelect, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  ifmOpenQuery,
  ifmReportsQuery,
  SETTLERS,
  STANDINGS,
  type IfmOpen,
  type IfmReportSummary,
  type Settler,
} from '../../api/ifm.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { BringReport } from './ifm-bring.tsx';
import { MonthView, Months } from './ifm-months.tsx';
import { IfmReportView } from './ifm-report.tsx';
import { Amount, OfRequest } from './statement-view.tsx';

const USUAL_CURRENCY = 'USD';
const TONES = { missing: 'red', refund: 'petal', waiting: 'blue' } as const;

/** What OCLC charges through IFM: its reports, held against what was expected. */
export const IfmPage = () => <SettlerPage settler="ifm" />;
/** The same of EFTS. */
export const EftsPage = () => <SettlerPage settler="efts" />;

interface SettlerProps {
  readonly settler: Settler;
}

function SettlerPage({ settler }: SettlerProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { report, month } = useSearch({ strict: false });
  return (
    <Page title={t(`books.page.${settler}`)} about={t(`ifm.about.${settler}`)}>
      {report ? (
        <IfmReportView key={report} settler={settler} id={report} />
      ) : month ? (
        <MonthView key={month} settler={settler} month={month} />
      ) : (
        <>
          {may('ifm.reconcile') ? <BringReport settler={settler} /> : null}
          <Reports settler={settler} />
        </>
      )}
    </Page>
  );
}

function Reports({ settler }: SettlerProps) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(ifmReportsQuery(settler));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Rows count={4} />;
  const { reports } = data;
  return (
    <>
      <Section title={t('ifm.reports')}>
        {reports.length ? (
          <ReportTable settler={settler} reports={reports} />
        ) : (
          <Text className="quiet">{t('ifm.noReports')}</Text>
        )}
      </Section>
      <Months settler={settler} />
      <Open settler={settler} currencies={[...new Set([USUAL_CURRENCY, ...reports.map(({ total }) => total.currency)])]} />
    </>
  );
}

interface ReportTableProps extends SettlerProps {
  readonly reports: readonly IfmReportSummary[];
}

function ReportTable({ settler, reports }: ReportTableProps) {
  const { t } = useTranslation();
  const { monthName, day } = useWords();
  const navigate = useNavigate();
  const columns = [t('ifm.report'), t('ifm.brought'), t('ifm.lines'), t('ifm.waiting'), t('books.amount')];
  return (
    <WideTable label={t('ifm.reports')} minWidth={620} fz="sm" columns={columns} amounts={columns.slice(2)}>
      {reports.map(({ id, month, side, fileName, at, lines, waiting, total }) => (
        <Table.Tr key={id}>
          <Table.Th scope="row" fw={400} className="break-words">
            <Button
              variant="transparent"
              size="compact-sm"
              px={0}
              onClick={() => void navigate({ to: `/money/${settler}`, search: { report: id } })}
            >
              {t('ifm.reportOf', { month: monthName(month), side: t(`ifmSide.${side}`) })}
            </Button>
            <Text size="xs" className="quiet">
              {fileName}
            </Text>
          </Table.Th>
          <Table.Td>{day(at)}</Table.Td>
          <Table.Td className="amount">{lines}</Table.Td>
          <Table.Td className="amount" fw={waiting ? 700 : 400}>
            {waiting}
          </Table.Td>
          <Amount amount={total} />
        </Table.Tr>
      ))}
    </WideTable>
  );
}

interface OpenProps extends SettlerProps {
  readonly currencies: readonly string[];
}

/** What is expected and stands in no report, what should be there already first. */
function Open({ settler, currencies }: OpenProps) {
  const { t } = useTranslation();
  const { monthName } = useWords();
  const navigate = useNavigate();
  const { currency = USUAL_CURRENCY } = useSearch({ strict: false });
  const { data, error, isPending, refetch } = useQuery(ifmOpenQuery(settler, currency));
  return (
    <Section title={t('ifm.open')}>
      <Text size="sm">{t('ifm.openAbout', { by: SETTLERS[settler] })}</Text>
      {currencies.length > 1 ? (
        <NativeSelect
          label={t('books.currency')}
          w={140}
          value={currency}
          data={[...currencies]}
          onChange={(event) =>
            void navigate({
              to: `/money/${settler}`,
              search: { currency: event.currentTarget.value },
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : null}
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={3} /> : null}
      {data?.through ? (
        <Text size="sm" className="quiet">
          {t('ifm.through', { month: monthName(data.through) })}
        </Text>
      ) : null}
      {data && !data.open.length ? <Text className="quiet">{t('ifm.nothingOpen')}</Text> : null}
      {data?.open.length ? <OpenTable settler={settler} open={data.open} /> : null}
      {data?.more ? <Text className="quiet">{t('ifm.more')}</Text> : null}
    </Section>
  );
}

interface OpenTableProps extends SettlerProps {
  readonly open: IfmOpen['open'];
}

function OpenTable({ settler, open }: OpenTableProps) {
  const { t } = useTranslation();
  const { day } = useWords();
  const rows = STANDINGS.flatMap((standing) => open.filter((one) => one.standing === standing));
  const columns = [
    t('ifm.standing'),
    t('ifm.since'),
    t('books.with'),
    t('books.what'),
    t('books.amount'),
    t('ifm.fee', { by: SETTLERS[settler] }),
  ];
  return (
    <WideTable label={t('ifm.open')} minWidth={640} fz="sm" columns={columns} amounts={columns.slice(4)}>
      {rows.map(({ side, charge, requestId, payee, number, since, amount, fee, standing }) => (
        <Table.Tr key={charge}>
          <Table.Td>
            <Badge variant="light" className="status-badge" data-tone={TONES[standing]}>
              {t(`ifmStanding.${standing}`)}
            </Badge>
          </Table.Td>
          <Table.Td>{day(since)}</Table.Td>
          <Table.Td className="break-words">{payee}</Table.Td>
          <Table.Td className="break-words">
            <OfRequest
              id={requestId}
              words={number ? t('ifm.number', { number }) : side === 'lender' ? t('ifmPart.lending') : t('ifm.request')}
            />
          </Table.Td>
          <Amount amount={amount} />
          <Amount amount={fee} />
        </Table.Tr>
      ))}
    </WideTable>
  );
}
