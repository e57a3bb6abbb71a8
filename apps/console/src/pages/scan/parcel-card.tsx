import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Parcel } from '../../api/parcels.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useWords } from '../../words/words.ts';

/** A parcel that nobody announced: what the desk said of it, and what may be done with it. */
export function ParcelCard({ parcel }: { readonly parcel: Parcel }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const { contents, sender, senderName, status, note, reason, number, carrier, tracking, cameAt, deadline } = parcel;
  const from = sender && senderName ? `${senderName} (${sender})` : (senderName ?? sender);
  const facts = [
    from ? t('parcel.from', { from }) : t('parcel.fromNobody'),
    number ? t('parcel.matched', { number }) : undefined,
    [carrier, tracking].filter(Boolean).join(' ') || undefined,
  ];
  return (
    <Stack component="section" className="surface" p="lg" gap="xs" aria-label={contents}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} flex="1 1 260px" miw={0}>
          <Text fw={600} className="break-words">
            {contents}
          </Text>
          <Group gap="xs">
            <Badge variant="light" color="gray" c="var(--mantine-color-text)" radius="sm" tt="none">
              {t(`parcelStatus.${status}`)}
            </Badge>
            <Text size="sm" className="break-words">
              {facts.filter(Boolean).join(' · ')}
            </Text>
          </Group>
          {[note, reason].filter(Boolean).map((text) => (
            <Text key={text} size="sm" className="break-words">
              {text}
            </Text>
          ))}
          <Group gap="md" className="quiet">
            <Text size="xs">{t('parcel.came', { when: dateTime(cameAt) })}</Text>
            {deadline ? <Text size="xs">{t('queue.until', { when: dateTime(deadline) })}</Text> : null}
          </Group>
        </Stack>
        <TaskActions actions={parcel.actions} about={contents} />
      </Group>
    </Stack>
  );
}
