import { useTranslation } from 'react-i18next';
import { noteIncomingPayment, withdrawIncoming, type Incoming } from '../../api/incoming.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { REASON, useBooked } from './booked.ts';

/** What is done with an invoice that came: money for it is noted, not while a line waits; it is withdrawn, not once something of it is paid. */
export function IncomingSteps({ invoice: { id, waiting, toPay, open } }: { readonly invoice: Incoming }) {
  const { t } = useTranslation();
  const isOwed = open.minor > 0;
  const booked = useBooked({ ...open, minor: Math.abs(open.minor) });
  return (
    <>
      {!waiting && open.minor !== 0 ? (
        <StepButton
          label={isOwed ? t('invoice.pay') : t('incoming.came')}
          about={isOwed ? t('invoice.payAbout') : t('incoming.cameAbout')}
          variant="filled"
          fields={booked}
          send={noteIncomingPayment(id, isOwed ? 'went' : 'came')}
        />
      ) : null}
      {open.minor === toPay.minor ? (
        <StepButton
          label={t('incoming.withdraw')}
          about={t('incoming.withdrawAbout')}
          fields={[REASON]}
          send={withdrawIncoming(id)}
        />
      ) : null}
    </>
  );
}
