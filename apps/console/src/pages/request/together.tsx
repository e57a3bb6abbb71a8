import { Group, List, Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RequestPage } from '../../api/shapes.ts';
import { Section } from '../../components/section.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';

/** What was asked for together with it: how many have arrived, and each with where it stands. */
export function Together({ request: { id, set, together } }: { readonly request: RequestPage }) {
  const { t } = useTranslation();
  if (!set || !together || set.size < 2) return null;
  const { kind, size, arrived = 0 } = set;
  const progress = t('set.arrived', { arrived, count: size });
  return (
    <Section title={t(`set.${kind}`)} aside={<Text size="sm">{progress}</Text>}>
      <Progress value={(arrived / size) * 100} color="leaf" aria-label={progress} />
      <List listStyleType="none" spacing="xs" styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
        {together.map((one) => {
          const name = one.volume ? t('set.volume', { volume: one.volume }) : t('set.copy', { number: one.number });
          return (
            <List.Item key={one.id} aria-current={one.id === id ? 'page' : undefined}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                {one.id === id ? (
                  <Text size="sm" fw={700}>
                    {name}
                  </Text>
                ) : (
                  <Link to="/requests/$id" params={{ id: one.id }} className="text-link">
                    {name}
                  </Link>
                )}
                <StatusBadge status={one.status} size="sm" />
              </Group>
            </List.Item>
          );
        })}
      </List>
    </Section>
  );
}
