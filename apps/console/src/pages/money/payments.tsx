import { useTranslation } from 'react-i18next';
import { Section } from '../../components/section.tsx';
import { BookedTable } from './booked-table.tsx';
import type { Booked } from '../../api/money.ts';

interface PaymentsProps {
  readonly payments: readonly Booked[];
  /** What is said of money that went the other way. */
  readonly back: (reference: string) => string;
  /** Undefined for whoever may only look. */
  readonly takeBack: ((nth: number) => (body: Record<string, unknown>) => Promise<unknown>) | undefined;
}

/** Money noted for an invoice, of the library's own or of another's; nothing is shown where there is none. */
export function Payments({ payments, back, takeBack }: PaymentsProps) {
  const { t } = useTranslation();
  if (!payments.length) return null;
  const title = t('invoice.payments');
  return (
    <Section title={title}>
      <BookedTable label={title} booked={payments} back={back} about={t('invoice.takeBackAbout')} takeBack={takeBack} />
    </Section>
  );
}
