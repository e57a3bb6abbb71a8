import { Button, Checkbox, Fieldset, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditInvoice, discardDraft, issueInvoice, notePayment, noteReminder, type Invoice } from '../../api/invoices.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { useWords } from '../../words/words.ts';
import { REASON, useBooked } from './booked.ts';

interface DraftStepsProps {
  readonly invoice: Invoice;
  /** Not before somebody has said who the library is on its invoices. */
  readonly mayIssue: boolean;
}

export function DraftSteps({ invoice: { id, debtor, total }, mayIssue }: DraftStepsProps) {
  const { t } = useTranslation();
  const { money } = useWords();
  const navigate = useNavigate();
  return (
    <>
      {mayIssue ? (
        <StepButton
          label={t('invoice.issue')}
          about={t('invoice.issueAbout', { debtor, total: money(total) })}
          variant="filled"
          fields={[]}
          send={issueInvoice(id)}
        />
      ) : null}
      <Button variant="default" onClick={() => void navigate({ to: '/money/invoices', search: { edit: id } })}>
        {t('invoice.edit')}
      </Button>
      <StepButton label={t('invoice.discard')} about={t('invoice.discardAbout')} fields={[REASON]} send={discardDraft(id)} />
    </>
  );
}

interface IssuedStepsProps {
  readonly invoice: Invoice;
  readonly late: boolean;
}

export function IssuedSteps({ invoice, late }: IssuedStepsProps) {
  const { t } = useTranslation();
  const { id, open } = invoice;
  const booked = useBooked({ ...open, minor: Math.abs(open.minor) });
  return (
    <>
      {open.minor > 0 ? (
        <StepButton
          label={t('invoice.pay')}
          about={t('invoice.payAbout')}
          variant="filled"
          fields={booked}
          send={notePayment(id, 'payments')}
        />
      ) : null}
      {open.minor < 0 ? (
        <StepButton
          label={t('invoice.refund')}
          about={t('invoice.refundAbout')}
          variant="filled"
          fields={booked}
          send={notePayment(id, 'refunds')}
        />
      ) : null}
      {late ? (
        <StepButton label={t('invoice.remind')} about={t('invoice.remindAbout')} fields={[]} send={noteReminder(id)} />
      ) : null}
      {invoice.lines.some(({ credited }) => !credited) ? <Credit invoice={invoice} /> : null}
    </>
  );
}

/** All of it, or some of its lines: those that stay ticked. */
function Credit({ invoice: { id, lines } }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const { money } = useWords();
  const [left, setLeft] = useState<readonly number[]>([]);
  const open = lines.flatMap((line, at) => (line.credited ? [] : [{ ...line, nth: at + 1 }]));
  const chosen = open.map(({ nth }) => nth).filter((nth) => !left.includes(nth));
  return (
    <StepButton
      label={t('invoice.credit')}
      about={t('invoice.creditAbout')}
      head={
        <Fieldset legend={t('invoice.creditLines')}>
          <Stack gap="xs">
            {open.map(({ nth, what, amount }) => (
              <Checkbox
                key={nth}
                label={`${nth}. ${what} · ${money(amount)}`}
                checked={!left.includes(nth)}
                onChange={({ currentTarget: { checked } }) =>
                  setLeft(checked ? left.filter((one) => one !== nth) : [...left, nth])
                }
              />
            ))}
          </Stack>
        </Fieldset>
      }
      fields={[REASON]}
      send={async (body) => {
        const note = await creditInvoice(id, chosen, body);
        setLeft([]);
        return note;
      }}
    />
  );
}
