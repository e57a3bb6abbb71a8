import { Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { INVOICE_STATUSES, invoicesQuery, type InvoiceList, type InvoiceSummary } from '../../api/invoices.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { InvoiceBadge, useIsLate } from './invoice-badge.tsx';
import { EditInvoice } from './invoice-edit.tsx';
import { InvoiceView } from './invoice-view.tsx';
import { Issuer } from './issuer.tsx';
import { Amount } from './statement-view.tsx';
import { ToBill } from './to-bill.tsx';

const route = getRouteApi('/signed-in/money/invoices');
/** What other libraries owe this one by its own invoices. */
export function InvoicesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { invoice, edit } = route.useSearch();
  const navigate = useNavigate();
  const manages = may('invoices.manage');
  return (
    <Page
      title={t('books.page.invoices')}
      about={t('invoice.about')}
      actions={
        manages && !invoice && !edit ? (
          <Button onClick={() => void navigate({ to: '/money/invoices', search: { edit: 'new' } })}>{t('invoice.write')}</Button>
        ) : null
      }
    >
      {edit && manages ? <EditInvoice key={edit} id={edit === 'new' ? undefined : edit} /> : null}
      {invoice && !edit ? <InvoiceView key={invoice} id={invoice} /> : null}
      {invoice || edit ? null : (
        <>
          <Issuer />
          <ToBill />
          <Invoices />
        </>
      )}
    </Page>
  );
}

function Invoices() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { status, after } = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(invoicesQuery(status, after));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Rows count={5} />;
  const { invoices, more, open } = data;
  return (
    <>
      {open.length ? <Open open={open} /> : null}
      <Section title={t('invoice.list')}>
        <NativeSelect
          label={t('invoice.status')}
          maw={260}
          value={status ?? ''}
          data={[
            { value: '', label: t('invoice.anyStatus') },
            ...INVOICE_STATUSES.map((one) => ({ value: one, label: t(`invoiceStatus.${one}`) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: '/money/invoices', search: value ? { status: value } : {}, replace: true, resetScroll: false })
          }
        />
        {invoices.length ? (
          <InvoiceTable invoices={invoices} />
        ) : (
          <Text className="quiet">{t(status ? 'invoice.noneSuch' : 'invoice.none')}</Text>
        )}
        <Group gap="xs">
          {after ? (
            <Button
              variant="default"
              onClick={() => void navigate({ to: '/money/invoices', search: { ...(status && { status }) } })}
            >
              {t('ledger.latest')}
            </Button>
          ) : null}
          {more ? (
            <Button
              variant="default"
              onClick={() =>
                void navigate({ to: '/money/invoices', search: { ...(status && { status }), after: invoices.at(-1)!.id } })
              }
            >
              {t('invoice.earlier')}
            </Button>
          ) : null}
        </Group>
      </Section>
    </>
  );
}

/** What is open of all invoices, each currency by itself. */
function Open({ open }: Pick<InvoiceList, 'open'>) {
  const { t } = useTranslation();
  const columns = [t('books.currency'), t('invoice.owed'), t('invoice.overdue'), t('invoice.toRefund')];
  return (
    <Section title={t('invoice.open')}>
      <WideTable label={t('invoice.open')} minWidth={420} fz="sm" columns={columns} amounts={columns.slice(1)}>
        {open.map(({ owed, overdue, toRefund }) => (
          <Table.Tr key={owed.currency}>
            <Table.Th scope="row" fw={400}>
              {owed.currency}
            </Table.Th>
            <Amount amount={owed} strong />
            <Amount amount={overdue} strong={overdue.minor > 0} alarming={overdue.minor > 0} />
            <Amount amount={toRefund} strong={toRefund.minor > 0} />
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}

function InvoiceTable({ invoices }: Pick<InvoiceList, 'invoices'>) {
  const { t } = useTranslation();
  const columns = [
    t('invoice.number'),
    t('invoice.debtor'),
    t('invoice.issuedOn'),
    t('invoice.dueOn'),
    t('invoice.status'),
    t('invoice.total'),
    t('invoice.stillOpen'),
  ];
  return (
    <WideTable label={t('invoice.list')} minWidth={760} fz="sm" columns={columns} amounts={columns.slice(5)}>
      {invoices.map((one) => (
        <Row key={one.id} invoice={one} />
      ))}
    </WideTable>
  );
}

function Row({ invoice }: { readonly invoice: InvoiceSummary }) {
  const { t } = useTranslation();
  const { day } = useWords();
  const late = useIsLate()(invoice);
  const { id, number, debtor, issuedOn, dueOn, total, open } = invoice;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className="one-line">
        <Link to="/money/invoices" search={{ invoice: id }} className="text-link">
          {number ?? t('invoice.draftTo', { debtor })}
        </Link>
        {invoice.kind === 'credit-note' ? (
          <Text size="xs" className="quiet">
            {t('invoice.creditNote')}
          </Text>
        ) : null}
      </Table.Th>
      <Table.Td className="break-words">{debtor}</Table.Td>
      <Table.Td className="one-line">{issuedOn ? day(issuedOn) : ''}</Table.Td>
      <Table.Td className="one-line" fw={late ? 700 : 400} c={late ? 'var(--mantine-color-error)' : undefined}>
        {dueOn ? day(dueOn) : ''}
      </Table.Td>
      <Table.Td>
        <InvoiceBadge invoice={invoice} />
      </Table.Td>
      <Amount amount={total} />
      <Amount amount={open} strong={open.minor !== 0} alarming={late} />
    </Table.Tr>
  );
}
