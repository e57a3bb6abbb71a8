import { useQuery } from '@tanstack/react-query';
import { invoiceQuery, invoicingQuery } from '../../api/invoices.ts';
import { partnersQuery } from '../../api/set-up.ts';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { InvoiceForm } from './invoice-form.tsx';

/** A new invoice, or a draft to be said anew. @param id of the draft */
export function EditInvoice({ id }: { readonly id: string | undefined }) {
  const { tenant } = useAsking();
  const invoicing = useQuery(invoicingQuery);
  const partners = useQuery(partnersQuery(tenant));
  const draft = useQuery({ ...invoiceQuery(id ?? ''), enabled: id !== undefined });
  const error = invoicing.error ?? draft.error;
  if (error) return <ProblemAlert error={error} />;
  if (!invoicing.data || partners.isPending || (id && !draft.data)) return <Rows count={5} />;
  return <InvoiceForm invoicing={invoicing.data} partners={partners.data ?? []} draft={draft.data} />;
}
