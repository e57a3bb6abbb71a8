import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Proxy } from '../api/shapes.ts';
import { useWords } from '../words/words.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface ProxyListProps {
  readonly proxies: readonly Proxy[];
  /** What the button that ends it says. */
  readonly endWord: string;
  readonly onEnd: (id: string) => Promise<void>;
}

/** The other ones of two, each with a button that ends it at once. */
export function ProxyList({ proxies, endWord, onEnd }: ProxyListProps) {
  const { t } = useTranslation();
  const { day } = useWords();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: onEnd,
    onSettled: () => queries.invalidateQueries({ queryKey: ['proxies'] }),
  });
  return (
    <Stack gap="xs">
      {end.error ? <ProblemAlert error={end.error} /> : null}
      <Stack component="ul" className="plain-list" gap="xs">
        {proxies.map(({ id, name, until, since, grantedBy }) => (
          <Group key={id} component="li" justify="space-between" gap="sm">
            <Stack gap={0} miw={0} flex="1 1 200px">
              <Text fw={600} className="break-words">
                {name}
              </Text>
              <Text size="sm" className="quiet">
                {[
                  until ? t('proxies.until', { day: day(until) }) : t('proxies.since', { day: day(since) }),
                  ...(grantedBy === 'staff' ? [t('proxies.byStaff')] : []),
                ].join(' · ')}
              </Text>
            </Stack>
            <Button
              variant="default"
              size="xs"
              aria-label={`${endWord}: ${name}`}
              loading={end.isPending && end.variables === id}
              onClick={() => end.mutate(id)}
            >
              {endWord}
            </Button>
          </Group>
        ))}
      </Stack>
    </Stack>
  );
}
