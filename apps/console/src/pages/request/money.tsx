import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { moneyQuery, type Because, type LedgerEntry, type RequestMoney } from '../../api/requests.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

interface MoneyOfRequestProps {
  readonly id: string;
  readonly updatedAt: string;
}

/** What the request cost: held amounts and the ledger's entries. */
export function MoneyOfRequest({ id, updatedAt }: MoneyOfRequestProps) {
  const { t } = useTranslation();
  const { money: words, word } = useWords();
  const money = useQuery(moneyQuery(id, updatedAt));
  const { refetch } = money;
  const { entries = [], reservations = [], charges = [] } = money.data ?? {};
  const unposted = charges.filter(({ status, note, amount }) => amount.minor > 0 && note && UNPOSTED.has(status));
  // what patrons pay is settled between no libraries
  const settled = entries.filter(({ settledBy }) => settledBy !== 'nobody');
  const held = reservations.filter(({ status }) => status === 'held');
  if (!entries.length && !held.length && !unposted.length && !money.error) return null;
  return (
    <Section title={t('money.title')}>
      {money.error ? <ProblemAlert error={money.error} onRetry={() => void refetch()} /> : null}
      {held.map(({ id: key, amount, fund }) => (
        <Text key={key} size="sm">
          {t('money.held', { amount: words(amount), fund })}
        </Text>
      ))}
      {unposted.map((charge) => (
        <Unposted key={charge.attempt} charge={charge} />
      ))}
      <Stack gap="md">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
      {settled.length ? (
        <Text size="xs" className="quiet">
          {t('money.zero', { by: [...new Set(settled.map(({ settledBy }) => word('settledBy', settledBy)))].join(', ') })}
        </Text>
      ) : null}
    </Section>
  );
}

/** Of such a charge nothing stands in the ledger, and its note says why. */
const UNPOSTED: ReadonlySet<string> = new Set(['undecided', 'nothing-to-post']);

function Unposted({ charge: { payee, amount, status, note } }: { readonly charge: RequestMoney['charges'][number] }) {
  const { t } = useTranslation();
  const { money } = useWords();
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {t('money.unposted', { payee, amount: money(amount) })}
      </Text>
      <Text size="sm">{note}</Text>
      {status === 'undecided' ? (
        <Text size="xs" className="quiet">
          {t('money.undecided')}
        </Text>
      ) : null}
    </Stack>
  );
}

/** What the rules, or a person, said: a sentence each. */
function Reasons({ because: { rules, person } }: { readonly because: Because }) {
  const { t } = useTranslation();
  return (
    <>
      {rules.map(({ id, reason }) => (
        <Text key={id} size="sm">
          {reason}
        </Text>
      ))}
      {person ? <Text size="sm">{t('money.person', { reason: person })}</Text> : null}
    </>
  );
}

function Entry({ entry: { description, at, lines, kind, because } }: { readonly entry: LedgerEntry }) {
  const { money, dateTime, word } = useWords();
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {description}
      </Text>
      <Text size="xs" className="quiet">
        {word('entry', kind)} · {dateTime(at)}
      </Text>
      {because ? <Reasons because={because} /> : null}
      <Table fz="sm" verticalSpacing={2} withRowBorders={false}>
        <Table.Tbody>
          {lines.map(({ account, amount }, index) => (
            <Table.Tr key={index}>
              <Table.Td>{account}</Table.Td>
              <Table.Td ta="right">{money(amount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
