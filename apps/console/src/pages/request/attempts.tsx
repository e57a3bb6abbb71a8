import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { attemptsQuery } from '../../api/requests.ts';
import type { SupplyAttempt } from '../../api/shapes.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

interface AttemptsProps {
  readonly id: string;
  readonly updatedAt: string;
}

/** Who was asked, in order, and how each stands. */
export function Attempts({ id, updatedAt }: AttemptsProps) {
  const { t } = useTranslation();
  const attempts = useQuery(attemptsQuery(id, updatedAt));
  const { refetch } = attempts;
  const list = attempts.data?.attempts ?? [];
  if (!list.length && !attempts.error) return null;
  return (
    <Section title={t('attempts.title')}>
      {attempts.error ? <ProblemAlert error={attempts.error} onRetry={() => void refetch()} /> : null}
      <Stack gap="md">
        {list.map((attempt) => (
          <Attempt key={attempt.id} attempt={attempt} />
        ))}
      </Stack>
    </Section>
  );
}

function Attempt({ attempt }: { readonly attempt: SupplyAttempt }) {
  const { t } = useTranslation();
  const { word, dateTime, day, money, supplier: named } = useWords();
  const { supplier, kind, status, position, of, since, deadline, reason, dueDate, offeredCost, url, actions } = attempt;
  const details = [
    of > 1 ? t('attempts.position', { position, of }) : undefined,
    dueDate ? t('attempts.due', { day: day(dueDate) }) : undefined,
    offeredCost ? t('attempts.offered', { amount: money(offeredCost) }) : undefined,
    t('attempts.since', { when: dateTime(since) }),
    deadline ? t('attempts.until', { when: dateTime(deadline) }) : undefined,
  ];
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={2} flex="1 1 240px">
        <Text fw={600}>
          {named(supplier)} <span className="quiet">· {word('attemptKind', kind)}</span>
        </Text>
        <Text size="sm">
          {t(`attemptStatus.${status}`)}
          {reason ? `: ${reason}` : null}
        </Text>
        {url ? (
          <Anchor size="sm" underline="always" href={url} target="_blank" rel="noreferrer" className="break-words">
            {url}
          </Anchor>
        ) : null}
        <Text size="xs" className="quiet">
          {details.filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      <TaskActions actions={actions} about={named(supplier)} size="xs" />
    </Group>
  );
}
