import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { feesQuery, type FeesOfPatron } from '../../api/fees.ts';
import { feeStanding } from '../../words/fees.ts';
import { useWords } from '../../words/words.ts';
import { Section } from '../section.tsx';

/** What somebody owes, request by request. Nothing where they never had to pay anything. */
export function FeesOf({ patronRef }: { readonly patronRef?: string }) {
  const { data } = useQuery(feesQuery(patronRef));
  return data?.requests.length ? <Fees fees={data} /> : null;
}

/** The same as a part of one's own account. */
export function OwnFees() {
  const { t } = useTranslation();
  const { data } = useQuery(feesQuery());
  if (!data?.requests.length) return null;
  return (
    <Section title={t('own.fee')}>
      <Fees fees={data} />
    </Section>
  );
}

function Fees({ fees: { open, requests } }: { readonly fees: FeesOfPatron }) {
  const { t } = useTranslation();
  const { money, day } = useWords();
  const owed = open.filter(({ minor }) => minor > 0).map(money);
  return (
    <Stack gap="xs">
      <Text fw={600}>{owed.length ? t('fees.owedInAll', { amount: owed.join(', ') }) : t('fees.nothingOwed')}</Text>
      {requests.map(({ id, title, submittedAt, fee }) => (
        <Group key={id} justify="space-between" gap="xs">
          <Stack gap={0} miw={0} flex="1 1 240px">
            <Link to="/requests/$id" params={{ id }} className="row-link break-words">
              {title}
            </Link>
            <Text size="xs" className="quiet">
              {day(submittedAt)}
            </Text>
          </Stack>
          <Text size="sm">{feeStanding(t, fee, money)}</Text>
        </Group>
      ))}
    </Stack>
  );
}
