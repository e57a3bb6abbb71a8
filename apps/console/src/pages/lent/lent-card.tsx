import { Badge, Box, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LentAdvice } from '#lib/contracts';
import type { LentItem } from '../../api/lent.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useWords } from '../../words/words.ts';
import { Asks } from './asks.tsx';
import { LentDetailsDialog } from './lent-details.tsx';

interface LentCardProps {
  readonly item: LentItem;
  readonly chosen?: boolean;
  readonly onChoose?: (chosen: boolean) => void;
}

/** One thing lent or asked for: what, by whom, how it stands, and what may be done. */
export function LentCard({ item, chosen = false, onChoose }: LentCardProps) {
  const { t } = useTranslation();
  const { day, dateTime, word } = useWords();
  const [open, setOpen] = useState(false);
  const { title, borrower, borrowerName, status, reason, dueDate, deadline, neededBy, advice, askedAt, barcode, callNumber } =
    item;
  return (
    <Box component="li" className="surface" p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Group align="flex-start" gap="sm" wrap="nowrap" flex="1 1 320px" miw={0}>
          {onChoose ? (
            <Checkbox
              aria-label={t('lent.choose', { title })}
              checked={chosen}
              onChange={(event) => onChoose(event.currentTarget.checked)}
            />
          ) : null}
          <Stack gap={4} miw={0}>
            <Text fw={600} className="break-words">
              {title}
            </Text>
            <Group gap="xs">
              <Badge variant="light" color="gray" c="var(--mantine-color-text)" radius="sm">
                {t(`lentStatus.${status}`)}
              </Badge>
              {item.rush ? (
                <Badge variant="light" color="red" c="var(--mantine-color-text)" radius="sm">
                  {t('lent.rush')}
                </Badge>
              ) : null}
              <Text size="sm">{borrowerName ? `${borrowerName} (${borrower})` : borrower}</Text>
            </Group>
            {reason ? (
              <Text size="sm" className="break-words">
                {reason}
              </Text>
            ) : null}
            {item.version ? null : (
              <Text size="sm" className="quiet">
                {t('lent.elsewhere')}
              </Text>
            )}
            {status === 'asked' && advice ? <Advice advice={advice} /> : null}
            {item.asks ? <Asks asks={item.asks} charged={item.charged} service={item.service} /> : null}
            {item.questions.map(({ id, text, settle }) => (
              <Group key={id} gap="sm">
                <Text size="sm" fw={600} className="break-words">
                  {text}
                </Text>
                {settle ? <TaskActions actions={[settle]} about={text} size="xs" /> : null}
              </Group>
            ))}
            <Group gap="md" className="quiet">
              <Text size="xs">{t('queue.since', { when: dateTime(item.since ?? askedAt) })}</Text>
              {callNumber ? (
                <Text size="xs">
                  {word('field', 'callNumber')} {callNumber}
                </Text>
              ) : null}
              {barcode ? (
                <Text size="xs">
                  {word('field', 'barcode')} {barcode}
                </Text>
              ) : null}
              {dueDate ? <Text size="xs">{t('lent.due', { day: day(dueDate) })}</Text> : null}
              {neededBy ? <Text size="xs">{t('lent.needed', { day: day(neededBy) })}</Text> : null}
              {deadline && item.worklist ? <Text size="xs">{t('queue.until', { when: dateTime(deadline) })}</Text> : null}
            </Group>
          </Stack>
        </Group>
        <Group gap="xs">
          {item.version ? (
            <Button variant="subtle" size="sm" aria-label={t('lent.detailsOf', { title })} onClick={() => setOpen(true)}>
              {t('lent.details')}
            </Button>
          ) : null}
          <TaskActions actions={item.actions} about={title} />
        </Group>
      </Group>
      {open ? <LentDetailsDialog id={item.id} title={title} onClose={() => setOpen(false)} /> : null}
    </Box>
  );
}

/** What our own lending policy says, and why: the lender's staff alone see it. */
function Advice({ advice: { answer, params, reason } }: { readonly advice: LentAdvice }) {
  const { t } = useTranslation();
  const days = params['loanDays'];
  const inDays = typeof days === 'number' ? ` ${t('lentAdvice.days', { count: days })}` : '';
  return (
    <Text size="sm" className="quiet break-words">
      {t('lent.policy', { answer: `${t(`lentAdvice.${answer}`)}${inDays}` })} {reason}
    </Text>
  );
}
