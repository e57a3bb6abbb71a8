import { Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { proposeEntry } from '../../api/manual-entries.ts';
import { fieldErrors } from '../../api/problems.ts';
import { minorIn } from '../../components/actions/fields.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { CurrencyField } from './currency-field.tsx';

interface Row {
  readonly account: string;
  readonly side: 'debit' | 'credit';
  readonly amount: string;
}
const START: readonly Row[] = [
  { account: '', side: 'debit', amount: '' },
  { account: '', side: 'credit', amount: '' },
];
/** What the service's own refusals are about; they stand at their fields. */
const FIELDS = ['reason', 'requestId', 'lines', 'account', 'currency'];

/** An entry to be written: where it goes, where it comes from, and why. */
export function WriteEntry({ accounts }: { readonly accounts: readonly string[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [rows, setRows] = useState(START);
  const [currency, setCurrency] = useState('USD');
  const [reason, setReason] = useState('');
  const [requestId, setRequestId] = useState('');
  const [tried, setTried] = useState(false);
  const minorOf = (row: Row): number | undefined => {
    const found = minorIn(row.amount, currency);
    return found && found > 0 ? found : undefined;
  };
  const propose = useMutation({
    mutationFn: proposeEntry,
    onSuccess: async ({ status }) => {
      setRows(START);
      setReason('');
      setRequestId('');
      setTried(false);
      notifications.show({ color: 'leaf', title: t(`manualStatus.${status}`), message: reason });
      await queries.invalidateQueries();
    },
  });
  const wrong = fieldErrors(propose.error);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (rows.some((row) => !row.account || !minorOf(row))) return;
    propose.mutate({
      lines: rows.map((row) => ({
        account: row.account,
        amount: { minor: (row.side === 'debit' ? 1 : -1) * minorOf(row)!, currency },
      })),
      reason: reason.trim(),
      ...(requestId.trim() && { requestId: requestId.trim().replace(/^.*\/requests\/([^/?#]+).*$/, '$1') }),
    });
  };
  const change = (at: number, part: Partial<Row>): void => setRows(rows.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <Section title={t('byHand.write')}>
      <Text size="sm">{t('byHand.writeAbout')}</Text>
      <form noValidate onSubmit={send}>
        <Stack>
          {rows.map((row, at) => (
            <Fieldset key={at} legend={t('byHand.line', { nth: at + 1 })}>
              <Group align="flex-start" gap="sm">
                <NativeSelect
                  label={t('ledger.account')}
                  required
                  value={row.account}
                  error={tried && !row.account ? t('fieldError.required') : wrong['account']}
                  data={[{ value: '', label: t('common.choose') }, ...accounts]}
                  onChange={(event) => change(at, { account: event.currentTarget.value })}
                />
                <NativeSelect
                  label={t('byHand.side')}
                  value={row.side}
                  data={[
                    { value: 'debit', label: t('ledger.debit') },
                    { value: 'credit', label: t('ledger.credit') },
                  ]}
                  onChange={(event) => change(at, { side: event.currentTarget.value as Row['side'] })}
                />
                <TextInput
                  label={t('books.amount')}
                  required
                  inputMode="decimal"
                  value={row.amount}
                  error={tried && !minorOf(row) ? t('fieldError.noMoney') : undefined}
                  onChange={(event) => change(at, { amount: event.currentTarget.value })}
                />
              </Group>
            </Fieldset>
          ))}
          {wrong['lines'] ? (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {wrong['lines']}
            </Text>
          ) : null}
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => setRows([...rows, { ...START[1]! }])}>
              {t('byHand.addLine')}
            </Button>
            {rows.length > 2 ? (
              <Button variant="default" size="compact-sm" onClick={() => setRows(rows.slice(0, -1))}>
                {t('byHand.dropLine')}
              </Button>
            ) : null}
          </Group>
          <Group align="flex-start" gap="sm">
            <CurrencyField value={currency} onChange={setCurrency} error={wrong['currency']} />
            <TextInput
              label={t('byHand.request')}
              flex="1 1 260px"
              value={requestId}
              error={wrong['requestId']}
              onChange={(event) => setRequestId(event.currentTarget.value)}
            />
          </Group>
          <TextInput
            label={t('field.reason')}
            required
            value={reason}
            error={wrong['reason']}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {propose.error && !FIELDS.some((name) => wrong[name]) ? <ProblemAlert error={propose.error} /> : null}
          <Group>
            <Button type="submit" loading={propose.isPending}>
              {t('byHand.propose')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
