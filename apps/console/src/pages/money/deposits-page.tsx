import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { depositsQuery, takeBackMove, type Deposit } from '../../api/deposits.ts';
import { useAskedFor } from '../../components/asked-for.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { BookedTable } from './booked-table.tsx';
import { AcceptStatement, DepositSteps, OpenAccount, OpenNamed } from './deposit-steps.tsx';

const route = getRouteApi('/signed-in/money/deposits');

/** Money kept with providers: what is left, what went there, and what they say of it. */
export function DepositsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery(depositsQuery);
  return (
    <Page
      title={t('books.page.deposits')}
      about={t('deposit.about')}
      actions={data && may('deposits.manage') ? <OpenAccount /> : null}
    >
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={4} /> : null}
      {data?.deposits.length === 0 ? <Text className="quiet">{t('deposit.none')}</Text> : null}
      {data?.deposits.map((deposit) => (
        <Account key={`${deposit.provider} ${deposit.balance.currency}`} deposit={deposit} />
      ))}
    </Page>
  );
}

function Account({ deposit }: { readonly deposit: Deposit }) {
  const { t } = useTranslation();
  const { money } = useWords();
  const may = useMay();
  const { provider, balance, opened, low } = deposit;
  const asked = route.useSearch({ select: ({ account }) => account });
  const here = useAskedFor<HTMLDivElement>(asked === `${provider} ${balance.currency}`);
  const manages = may('deposits.manage');
  return (
    <Section
      title={t('deposit.account', { provider, currency: balance.currency })}
      aside={
        <Group gap="xs" align="baseline">
          <Text size="sm" className="quiet">
            {t('deposit.left')}
          </Text>
          <Text fw={700} fz="lg" className="one-line" c={balance.minor < 0 ? 'var(--mantine-color-error)' : undefined}>
            {money(balance)}
          </Text>
        </Group>
      }
    >
      <Stack gap="sm" {...here}>
        <Standing deposit={deposit} />
        {opened ? (
          <Text size="sm" className="quiet">
            {low ? t('deposit.limit', { low: money(low) }) : t('deposit.noLimit')}
          </Text>
        ) : null}
        {opened ? <Moves deposit={deposit} manages={manages} /> : null}
        {manages ? <Group gap="xs">{opened ? <DepositSteps deposit={deposit} /> : <OpenNamed deposit={deposit} />}</Group> : null}
      </Stack>
    </Section>
  );
}

/** What somebody has to see to: too little left, a statement that says something else, nobody who opened it. */
function Standing({ deposit }: { readonly deposit: Deposit }) {
  const { t } = useTranslation();
  const { day, money } = useWords();
  const may = useMay();
  const { balance, opened, low, isLow, stated } = deposit;
  const icon = <IconAlertTriangle aria-hidden />;
  const words = { ...(stated && { day: day(stated.on), says: money(stated.says), books: money(stated.books) }) };
  return (
    <>
      {opened ? null : <Alert color="amber" variant="light" icon={icon} title={t('deposit.notOpened')} />}
      {balance.minor < 0 ? (
        <Alert color="red" variant="light" icon={icon} title={t('deposit.overdrawn')} />
      ) : isLow && low ? (
        <Alert color="amber" variant="light" icon={icon} title={t('deposit.few', { low: money(low) })} />
      ) : null}
      {stated?.differs ? (
        <Alert color="amber" variant="light" icon={icon} title={t('deposit.differs', words)}>
          {may('deposits.manage') ? <AcceptStatement deposit={deposit} /> : null}
        </Alert>
      ) : null}
      {stated && !stated.differs ? (
        <Text size="sm">
          {stated.accepted
            ? `${t('deposit.differs', words)}. ${t('deposit.accepted', { reason: stated.accepted })}`
            : t('deposit.agrees', words)}
        </Text>
      ) : null}
    </>
  );
}

interface MovesProps {
  readonly deposit: Deposit;
  readonly manages: boolean;
}

function Moves({ deposit: { provider, balance, moves }, manages }: MovesProps) {
  const { t } = useTranslation();
  if (!moves.length) return <Text className="quiet">{t('deposit.noMoves')}</Text>;
  const account = { provider, currency: balance.currency };
  return (
    <BookedTable
      label={t('deposit.moves')}
      booked={moves.toReversed()}
      about={t('deposit.takeBackAbout')}
      takeBack={manages ? (nth) => takeBackMove(account, nth) : undefined}
    />
  );
}
