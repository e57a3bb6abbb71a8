import { Group, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Booked } from '../../api/money.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';
import { REASON } from './booked.ts';

interface BookedTableProps {
  readonly label: string;
  readonly booked: readonly Booked[];
  /** What is said of money that went the other way; without it, the bank's words alone. */
  readonly back?: ((reference: string) => string) | undefined;
  /** What it does, to whoever takes one back. */
  readonly about: string;
  /** Undefined for whoever may only look. */
  readonly takeBack?: ((nth: number) => (body: Record<string, unknown>) => Promise<unknown>) | undefined;
}

/** Money as it was noted from the bank; what was noted wrongly is taken back. */
export function BookedTable({ label, booked, back, about, takeBack }: BookedTableProps) {
  const { t } = useTranslation();
  const { day, money } = useWords();
  const columns = [t('books.day'), t('field.reference'), t('books.amount')];
  return (
    <WideTable label={label} minWidth={290} fz="sm" columns={columns} amounts={columns.slice(2)}>
      {booked.map(({ nth, on, reference, amount, takenBack }) => (
        <Table.Tr key={nth}>
          <Table.Td className="one-line">{day(on)}</Table.Td>
          <Table.Td className="break-words">
            {back && amount.minor < 0 ? back(reference) : reference}
            {takenBack ? (
              <Text size="sm" className="quiet">
                {t('invoice.takenBack', { reason: takenBack })}
              </Text>
            ) : null}
            {!takenBack && takeBack ? (
              <Group mt={4}>
                <StepButton
                  label={t('byHand.takeBack')}
                  spoken={t('invoice.takeBackOf', { amount: money(amount), reference })}
                  about={about}
                  size="compact-sm"
                  fields={[REASON]}
                  send={takeBack(nth)}
                />
              </Group>
            ) : null}
          </Table.Td>
          <Table.Td className="amount" td={takenBack ? 'line-through' : undefined}>
            {money(amount)}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
