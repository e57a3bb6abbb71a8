import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Awaited } from '../../api/incoming.ts';
import { keyedRows, type RowSteps } from '../../components/keyed-rows.ts';
import { RemoveRow } from '../../components/remove-row.tsx';
import { useWords } from '../../words/words.ts';
import { EMPTY_LINE, leftOf, lineFrom, type LineDraft } from './incoming-draft.ts';

interface IncomingLinesProps {
  readonly lines: readonly LineDraft[];
  readonly payee: string;
  readonly expected: readonly Awaited[];
  readonly faultAt: (path: string) => string | undefined;
  readonly onChange: (lines: readonly LineDraft[]) => void;
}
/** More are found by their number, or brought as a table. */
const MOST_OFFERED = 12;

/** The lines of an invoice that came; what its payee is expected to ask is there to be taken. */
export function IncomingLines({ lines, payee, expected, faultAt, onChange }: IncomingLinesProps) {
  const { t } = useTranslation();
  const { day, money } = useWords();
  const { next, stepsOf } = keyedRows(lines, onChange);
  const offered = leftOf(expected, payee, lines).slice(0, MOST_OFFERED);
  const isFilled = ({ amount, reference, what }: LineDraft): boolean => Boolean(amount || reference || what);
  return (
    <Stack gap="sm">
      {offered.length ? (
        <Stack gap={6}>
          <Text size="sm">{t('incoming.offered', { payee: offered[0]!.payee })}</Text>
          <Group gap="xs">
            {offered.map((one) => (
              <Button
                key={one.charge}
                variant="default"
                size="compact-sm"
                onClick={() => onChange([...lines.filter(isFilled), { key: next, ...lineFrom(one) }])}
              >
                {[one.reference, day(one.since), money(one.open)].filter(Boolean).join(' · ')}
              </Button>
            ))}
          </Group>
        </Stack>
      ) : null}
      {lines.map((line, at) => (
        <Line key={line.key} line={line} nth={at + 1} faultAt={(name) => faultAt(`lines.${at}.${name}`)} {...stepsOf(line)} />
      ))}
      <Group>
        <Button variant="default" size="sm" onClick={() => onChange([...lines, { key: next, ...EMPTY_LINE }])}>
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
  const text = (name: 'amount' | 'reference' | 'what') => ({
    value: line[name],
    error: faultAt(name === 'amount' ? 'minor' : name),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <Fieldset legend={t('byHand.line', { nth })}>
      <Group align="flex-start" gap="sm">
        <TextInput label={t('incoming.reference')} flex="1 1 170px" {...text('reference')} />
        <TextInput label={t('books.what')} flex="2 1 220px" {...text('what')} />
        <TextInput
          label={t('books.amount')}
          required
          w={130}
          inputMode="decimal"
          styles={{ input: { textAlign: 'right' } }}
          {...text('amount')}
        />
        {onRemove ? <RemoveRow label={t('invoice.dropLine', { nth })} mt={25} onClick={onRemove} /> : null}
      </Group>
      {line.requestId ? (
        <Text size="xs" className="quiet" mt={4}>
          {t('incoming.asExpected')}
        </Text>
      ) : null}
    </Fieldset>
  );
}
