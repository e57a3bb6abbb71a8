import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SECTIONS, type Section as Part, type Statement, type StatementLine } from '../../api/money.ts';
import type { Money } from '../../api/shapes.ts';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';

/** How the lines after those that are shown are asked for. */
interface Paging {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** What was owed before, what the month brought, what is owed after; each figure followed by the lines that make it, some hundred at a time. */
export function StatementView({ statement, paging }: { readonly statement: Statement; readonly paging: Paging }) {
  const { t } = useTranslation();
  const { number } = useWords();
  const { before, sums, counts, total, after, lines } = statement;
  const rows: readonly (readonly [string, Money, boolean])[] = [
    [t('statement.before'), before, true],
    ...SECTIONS.map((part): readonly [string, Money, boolean] => [t(`statement.section.${part}`), sums[part], false]),
    [t('statement.month'), total, true],
    [t('statement.after'), after, true],
  ];
  return (
    <Stack gap="lg">
      <Section title={t('statement.sums')}>
        <Table fz="sm" verticalSpacing={6}>
          <Table.Tbody>
            {rows.map(([label, amount, strong]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={strong ? 700 : 400}>
                  {label}
                </Table.Th>
                <Amount amount={amount} strong={strong} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" className="quiet">
          {t('statement.sign')}
        </Text>
      </Section>
      {SECTIONS.filter((part) => lines.some(({ section }) => section === part)).map((part) => (
        <Lines key={part} part={part} lines={lines.filter(({ section }) => section === part)} />
      ))}
      {paging.hasNextPage ? (
        <Group gap="sm">
          <Text size="sm">
            {t('statement.shown', {
              shown: number(lines.length),
              all: number(SECTIONS.reduce((sum, part) => sum + counts[part], 0)),
            })}
          </Text>
          <Button variant="default" loading={paging.isFetchingNextPage} onClick={() => void paging.fetchNextPage()}>
            {t('statement.more')}
          </Button>
        </Group>
      ) : null}
      {lines.length ? null : <Text className="quiet">{t('statement.noLines')}</Text>}
    </Stack>
  );
}

function Lines({ part, lines }: { readonly part: Part; readonly lines: readonly StatementLine[] }) {
  const { t } = useTranslation();
  const title = t(`statement.section.${part}`);
  return (
    <Section title={title}>
      <WideTable
        label={title}
        minWidth={560}
        fz="sm"
        columns={[t('books.day'), t('books.with'), t('books.what'), t('books.amount')]}
        amounts={[t('books.amount')]}
      >
        {lines.map((line) => (
          <Line key={line.entry} line={line} />
        ))}
      </WideTable>
    </Section>
  );
}

function Line({ line }: { readonly line: StatementLine }) {
  const { t } = useTranslation();
  const { day } = useWords();
  const { at, counterparty, description, requestId, owes, restates } = line;
  return (
    <Table.Tr>
      <Table.Td>{day(at)}</Table.Td>
      <Table.Td className="break-words">{counterparty}</Table.Td>
      <Table.Td className="break-words">
        <OfRequest id={requestId} words={description} />
        {restates ? (
          <Text size="xs" className="quiet">
            {t('statement.restates', { month: restates })}
          </Text>
        ) : null}
      </Table.Td>
      <Amount amount={owes} />
    </Table.Tr>
  );
}

/** Words that lead to their request, for those who may see it. */
export function OfRequest({ id, words }: { readonly id: string | undefined; readonly words: string }) {
  const may = useMay();
  if (!id || !may('requests.read')) return <>{words}</>;
  return (
    <Link to="/requests/$id" params={{ id }} className="text-link">
      {words}
    </Link>
  );
}

interface AmountProps {
  readonly amount: Money;
  readonly strong?: boolean;
  /** Something is to be done about it. */
  readonly alarming?: boolean;
}

/** An amount in a column of amounts: kept in one line, digits below each other. */
export function Amount({ amount, strong = false, alarming = false }: AmountProps) {
  const { money } = useWords();
  return (
    <Table.Td className="amount" fw={strong ? 700 : 400} c={alarming ? 'var(--mantine-color-error)' : undefined}>
      {money(amount)}
    </Table.Td>
  );
}
