import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { awaitedQuery, came, halves, waiving, type Awaited } from '../../api/vouchers.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useAskedFor } from '../../components/asked-for.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { NEW_CARDS, PLACE } from './voucher-steps.tsx';

const route = getRouteApi('/signed-in/money/vouchers');

/** What borrowers are to send for what we lent them, one line a loan or copy; nothing where nobody owes cards. */
export function AwaitedCards() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(awaitedQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data?.awaited.length) return null;
  return (
    <Section title={t('vouchers.awaited')}>
      <Stack gap="md">
        {data.awaited.map((one) => (
          <OneAwaited key={one.id} of={one} />
        ))}
      </Stack>
      {data.more ? <Text className="quiet">{t('vouchers.awaitedMore')}</Text> : null}
    </Section>
  );
}

function OneAwaited({ of: { id, borrower, service, asked, come, reference, rules, reasons, since } }: { readonly of: Awaited }) {
  const { t } = useTranslation();
  const { money, day } = useWords();
  const may = useMay();
  const wanted = route.useSearch({ select: ({ promise }) => promise });
  const here = useAskedFor<HTMLDivElement>(wanted === id);
  const about = t('vouchers.awaitedFrom', { vouchers: money(halves(asked - come)), borrower });
  const parts = [
    t(service === 'loan' ? 'vouchers.awaitedFor_loan' : 'vouchers.awaitedFor_copy', { day: day(since) }),
    reference ? t('vouchers.awaitedReference', { reference }) : undefined,
    come ? t('vouchers.awaitedSome', { come: money(halves(come)), asked: money(halves(asked)) }) : undefined,
    rules.join(', '),
  ].filter(Boolean);
  return (
    <Group {...here} component="article" justify="space-between" gap="sm" align="flex-start">
      <Stack gap={2} miw={0} flex="1 1 260px" className="break-words">
        <Text fw={600}>{about}</Text>
        <Text size="sm" className="quiet" title={reasons.join(' ')}>
          {parts.join(' · ')}
        </Text>
      </Stack>
      {may('vouchers.manage') ? (
        <Group gap="xs">
          <StepButton
            label={t('vouchers.came')}
            spoken={`${t('vouchers.came')}: ${about}`}
            about={t('vouchers.cameAbout')}
            fields={[...NEW_CARDS, PLACE]}
            send={came(id)}
            variant="filled"
          />
          <TaskActions about={about} actions={[waiving(id)]} />
        </Group>
      ) : null}
    </Group>
  );
}
