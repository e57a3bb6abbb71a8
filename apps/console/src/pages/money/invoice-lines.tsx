import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keyedRows, type RowSteps } from '../../components/keyed-rows.ts';
import { RemoveRow } from '../../components/remove-row.tsx';
import { useMay } from '../../shell/session-context.ts';
import { EMPTY_LINE, type Draft, type LineDraft } from './invoice-draft.ts';
import { LentPicker } from './lent-picker.tsx';

interface InvoiceLinesProps {
  readonly draft: Draft;
  readonly faultAt: (path: string) => string | undefined;
  readonly onChange: (lines: readonly LineDraft[]) => void;
}

/** What is asked for, line by line: from what was lent, or with the reason why. */
export function InvoiceLines({ draft: { lines, debtor, currency }, faultAt, onChange }: InvoiceLinesProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { next, stepsOf } = keyedRows(lines, onChange);
  const isEmpty = ({ what, amount, reason, lent }: LineDraft): boolean => !what && !amount && !reason && !lent;
  const add = (more: readonly Omit<LineDraft, 'key'>[]): void =>
    onChange([
      ...lines.filter((line) => !more[0]?.lent || !isEmpty(line)),
      ...more.map((line, at) => ({ ...line, key: next + at })),
    ]);
  return (
    <Stack gap="sm">
      {lines.map((line, at) => (
        <Line
          key={line.key}
          line={line}
          nth={at + 1}
          faultAt={(name) => faultAt(`lines.${at}${name ? `.${name}` : ''}`)}
          {...stepsOf(line)}
        />
      ))}
      <Group gap="xs">
        {may('lent.read') ? (
          <LentPicker borrower={debtor.trim()} currency={currency} taken={lines.flatMap(({ lent }) => lent ?? [])} onPick={add} />
        ) : null}
        <Button variant="default" size="sm" onClick={() => add([EMPTY_LINE])}>
          {t('byHand.addLine')}
        </Button>
      </Group>
    </Stack>
  );
}

interface LineProps extends RowSteps<LineDraft> {
  readonly line: LineDraft;
  readonly nth: number;
  readonly faultAt: (name: string) => string | undefined;
}

function Line({ line, nth, faultAt, onChange, onRemove }: LineProps) {
  const { t } = useTranslation();
  const text = (name: 'what' | 'amount' | 'reference' | 'reason') => ({
    value: line[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  const lentFault = faultAt('lent') ?? faultAt('');
  return (
    <Fieldset legend={t('byHand.line', { nth })}>
      <Group align="flex-start" gap="sm">
        <TextInput label={t('books.what')} required flex="1 1 280px" error={faultAt('what')} {...text('what')} />
        <TextInput
          label={t('books.amount')}
          required
          w={130}
          inputMode="decimal"
          styles={{ input: { textAlign: 'right' } }}
          error={faultAt('minor')}
          {...text('amount')}
        />
        {onRemove ? <RemoveRow label={t('invoice.dropLine', { nth })} mt={25} onClick={onRemove} /> : null}
      </Group>
      <Group align="flex-start" gap="sm" mt="xs">
        <TextInput
          label={t(line.lent ? 'invoice.reasonToo' : 'invoice.reason')}
          required={!line.lent}
          flex="1 1 280px"
          error={faultAt('reason')}
          {...text('reason')}
        />
        <TextInput label={t('invoice.reference')} w={200} error={faultAt('reference')} {...text('reference')} />
      </Group>
      {line.lent ? (
        <Text size="xs" className="quiet" mt={4}>
          {t('invoice.fromLent')}
        </Text>
      ) : null}
      {lentFault ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {lentFault}
        </Text>
      ) : null}
    </Fieldset>
  );
}
