import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BOOKS, notePaid, type Netting, type Transfer } from '../../api/money.ts';
import { fieldErrors } from '../../api/problems.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { Amount } from './statement-view.tsx';

/** Who transfers what to whom, and what was paid. */
export function Transfers({ netting: { id, status, transfers } }: { readonly netting: Netting }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!transfers.length) return <Text className="quiet">{t('netting.noTransfers')}</Text>;
  const payable = status === 'approved' && may('nettings.manage');
  return (
    <WideTable
      label={t('netting.transfers')}
      minWidth={460}
      fz="sm"
      columns={[t('netting.from'), t('netting.to'), t('books.amount'), t('netting.paid')]}
      amounts={[t('books.amount')]}
    >
      {transfers.map((transfer, index) => (
        <Table.Tr key={`${transfer.from} ${transfer.to}`}>
          <Table.Td>{transfer.from}</Table.Td>
          <Table.Td>{transfer.to}</Table.Td>
          <Amount amount={transfer.amount} />
          <Table.Td className="break-words">
            <Paid transfer={transfer} />
            {payable && !transfer.paid ? <NotePaid id={id} nth={index + 1} transfer={transfer} /> : null}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function Paid({ transfer: { paid } }: { readonly transfer: Transfer }) {
  const { day } = useWords();
  return paid ? <>{[day(paid.at), paid.reference].filter(Boolean).join(' · ')}</> : null;
}

interface NotePaidProps {
  readonly id: string;
  readonly nth: number;
  readonly transfer: Transfer;
}

function NotePaid({ id, nth, transfer: { from, to, amount } }: NotePaidProps) {
  const { t } = useTranslation();
  const { money } = useWords();
  const [asking, setAsking] = useState(false);
  const [reference, setReference] = useState('');
  const queries = useQueryClient();
  const paid = useMutation({
    mutationFn: () => notePaid(id, nth, reference.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: BOOKS });
      setAsking(false);
    },
  });
  const wrong = fieldErrors(paid.error)['reference'];
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('netting.notePaidOf', { from, to })}
        onClick={() => setAsking(true)}
      >
        {t('netting.notePaid')}
      </Button>
      {asking ? (
        <Dialog title={t('netting.notePaidOf', { from, to })} onClose={() => setAsking(false)}>
          <Stack>
            <Text size="sm">{t('netting.notePaidAbout', { from, to, amount: money(amount) })}</Text>
            <TextInput
              label={t('netting.reference')}
              description={t('netting.referenceHint')}
              value={reference}
              error={wrong}
              onChange={(event) => setReference(event.currentTarget.value)}
            />
            {paid.error && !wrong ? <ProblemAlert error={paid.error} /> : null}
            <Group justify="flex-end">
              <Button loading={paid.isPending} onClick={() => paid.mutate()}>
                {t('netting.notePaid')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      ) : null}
    </>
  );
}
