import { Alert, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { invoiceFile, invoiceQuery, invoicingQuery, takeBackPayment, type Invoice } from '../../api/invoices.ts';
import { DownloadButton } from '../../components/download-button.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { InvoiceBadge, useIsLate } from './invoice-badge.tsx';
import { DraftSteps, IssuedSteps } from './invoice-steps.tsx';
import { Issuer } from './issuer.tsx';
import { OneOf } from './one-of.tsx';
import { Payments } from './payments.tsx';
import { Amount } from './statement-view.tsx';

/** One invoice or credit note: what it says, what came for it, and what is done next. */
export function InvoiceView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const query = useQuery(invoiceQuery(id));
  const invoicing = useQuery(invoicingQuery);
  const asksWho = query.data?.status === 'draft' && invoicing.data !== undefined && !invoicing.data.issuer;
  return (
    <OneOf query={query} all={t('invoice.all')} onAll={() => void navigate({ to: '/money/invoices', search: {} })}>
      {(data) => (
        <>
          {asksWho ? <Issuer /> : null}
          <Head invoice={data} mayIssue={!asksWho} manages={may('invoices.manage')} />
          <Lines invoice={data} />
          <Payments
            payments={data.payments}
            back={(reference) => t('invoice.paidBack', { reference })}
            takeBack={may('invoices.manage') ? (nth) => takeBackPayment(id, nth) : undefined}
          />
          <Credits invoice={data} />
        </>
      )}
    </OneOf>
  );
}

interface HeadProps {
  readonly invoice: Invoice;
  readonly mayIssue: boolean;
  readonly manages: boolean;
}

function Head({ invoice, mayIssue, manages }: HeadProps) {
  const { t } = useTranslation();
  const { day, money, languageName } = useWords();
  const late = useIsLate()(invoice);
  const { id, kind, status, number, debtor, issuedOn, dueOn, open, address, of, remindedOn, discardedBecause } = invoice;
  const facts = [
    issuedOn ? t('invoice.wasIssued', { day: day(issuedOn) }) : t('invoice.dueAfter', { count: invoice.dueDays }),
    dueOn ? t('invoice.isDue', { day: day(dueOn) }) : '',
    t('invoice.printedIn', { language: languageName(invoice.language) }),
    remindedOn && number ? t('invoice.remindedOn', { count: invoice.reminders, day: day(remindedOn) }) : '',
  ];
  const title =
    kind === 'credit-note'
      ? t('invoice.creditNoteTitle', { number, debtor })
      : number
        ? t('invoice.title', { number, debtor })
        : t('invoice.draftTo', { debtor });
  return (
    <Section title={title} aside={<InvoiceBadge invoice={invoice} />}>
      {late ? (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('invoice.late', { open: money(open), day: day(dueOn!) })}
        />
      ) : null}
      {open.minor < 0 ? (
        <Alert
          color="petal"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('invoice.payBack', { amount: money({ ...open, minor: -open.minor }) })}
        />
      ) : null}
      {address ? (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }} className="break-words">
          {address}
        </Text>
      ) : null}
      <Text size="sm" className="quiet">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {of ? (
        <Text size="sm">
          <Link to="/money/invoices" search={{ invoice: of.id }} className="text-link">
            {t('invoice.onInvoice', { number: of.number })}
          </Link>
          {`: ${of.reason}`}
        </Text>
      ) : null}
      {discardedBecause ? <Text size="sm">{t('invoice.discarded', { reason: discardedBecause })}</Text> : null}
      {invoice.note ? (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }} className="break-words">
          {invoice.note}
        </Text>
      ) : null}
      <Group gap="xs">
        {manages && status === 'draft' ? <DraftSteps invoice={invoice} mayIssue={mayIssue} /> : null}
        <DownloadButton path={invoiceFile(id)} name={`${number ?? 'draft'}.pdf`} label={t('statement.pdf')} />
        {manages && kind === 'invoice' && number ? <IssuedSteps invoice={invoice} late={late} /> : null}
      </Group>
    </Section>
  );
}

function Lines({ invoice: { lines, total, open, number, kind } }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const columns = [t('ifm.line'), t('books.what'), t('invoice.reference'), t('books.amount')];
  return (
    <Section title={t('invoice.lines')}>
      <WideTable label={t('invoice.lines')} minWidth={480} fz="sm" columns={columns} amounts={columns.slice(3)}>
        {lines.map(({ what, reference, reason, amount, credited }, nth) => (
          <Table.Tr key={nth}>
            <Table.Td w={60}>{nth + 1}</Table.Td>
            <Table.Td className="break-words">
              {what}
              {[reason, credited ? t('invoice.credited') : ''].filter(Boolean).map((words) => (
                <Text key={words} size="xs" className="quiet">
                  {words}
                </Text>
              ))}
            </Table.Td>
            <Table.Td className="break-words">{reference}</Table.Td>
            <Amount amount={amount} />
          </Table.Tr>
        ))}
        <Sum label={t('invoice.total')} amount={total} />
        {number && kind === 'invoice' ? <Sum label={t('invoice.stillOpen')} amount={open} /> : null}
      </WideTable>
    </Section>
  );
}

function Sum({ label, amount }: { readonly label: string; readonly amount: Invoice['total'] }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" colSpan={3}>
        {label}
      </Table.Th>
      <Amount amount={amount} strong />
    </Table.Tr>
  );
}

function Credits({ invoice: { credits } }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  if (!credits.length) return null;
  const columns = [t('invoice.creditNote'), t('books.amount')];
  return (
    <Section title={t('invoice.credits')}>
      <WideTable label={t('invoice.credits')} minWidth={280} fz="sm" columns={columns} amounts={columns.slice(1)}>
        {credits.map(({ id, number, amount }) => (
          <Table.Tr key={id}>
            <Table.Th scope="row" fw={400}>
              <Link to="/money/invoices" search={{ invoice: id }} className="text-link">
                {number}
              </Link>
            </Table.Th>
            <Amount amount={amount} />
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}
