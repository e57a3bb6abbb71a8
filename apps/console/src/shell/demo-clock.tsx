import { Button, Menu, Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setWorldTime, worldTimeQuery } from '../api/demo.ts';
import { useWords } from '../words/words.ts';
import { useSession } from './session-context.ts';

/** In a demonstration: the time its world has, and for an operator a hand on it. Elsewhere nothing. */
export function DemoClock() {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const { roles } = useSession().user;
  const queries = useQueryClient();
  const time = useQuery(worldTimeQuery);
  const elapsed = useElapsed(time.dataUpdatedAt);
  const change = useMutation({
    mutationFn: setWorldTime,
    onSuccess: (now) => queries.setQueryData(worldTimeQuery.queryKey, now),
  });
  if (!time.data) return null;
  const { now, rate } = time.data;
  const shown = dateTime(new Date(Date.parse(now) + elapsed * rate).toISOString());
  const pace = t(rate === 0 ? 'demo.stands' : rate >= 3600 ? 'demo.hour' : 'demo.minute');
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="light"
          size="compact-md"
          leftSection={<IconClock size={16} aria-hidden />}
          aria-label={`${t('demo.clock')}: ${shown}`}
          visibleFrom="xs"
        >
          {shown}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="xs">{t('demo.about')}</Text>
          <Text size="xs" fw={600} c="var(--mantine-color-text)">
            {pace}
          </Text>
        </Menu.Label>
        {roles.includes('operator') ? (
          <>
            <Menu.Item onClick={() => change.mutate({ rate: 0 })}>{t('demo.hold')}</Menu.Item>
            <Menu.Item onClick={() => change.mutate({ rate: 60 })}>{t('demo.pace60')}</Menu.Item>
            <Menu.Item onClick={() => change.mutate({ rate: 3600 })}>{t('demo.pace3600')}</Menu.Item>
            <Menu.Item onClick={() => change.mutate({ to: 'next-morning' })}>{t('demo.nextMorning')}</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Milliseconds since the clock was last read, told once a second. */
function useElapsed(readAt: number): number {
  const [elapsed, setElapsed] = useState(0);
  const { start, stop } = useInterval(() => setElapsed(Math.max(0, Date.now() - readAt)), 1000);
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  return elapsed;
}
