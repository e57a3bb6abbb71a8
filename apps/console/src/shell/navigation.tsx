import { Badge, NavLink, Stack, type NavLinkProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskTasks, worklistsQuery } from '../api/tasks.ts';
import { placesFor } from './places.ts';
import { useAsking, useMay } from './session-context.ts';

const RouteLink = createLink((props: NavLinkProps & Omit<ComponentPropsWithRef<'a'>, keyof NavLinkProps>) => (
  <NavLink component="a" {...props} />
));

/** The menu, by role. */
export function Navigation() {
  const { t } = useTranslation();
  const asking = useAsking();
  const may = useMay();
  return (
    <Stack gap={4}>
      {placesFor(asking).map(({ to, label, icon: Icon }) => (
        <RouteLink
          key={to}
          to={to}
          label={t(to === '/requests' && !may('requests.read') ? 'nav.myRequests' : label)}
          leftSection={<Icon size={20} stroke={1.7} aria-hidden />}
          rightSection={to === '/queue' ? <Waiting /> : null}
          activeProps={{ active: true }}
          style={{ borderRadius: 'var(--mantine-radius-md)' }}
          variant="light"
        />
      ))}
    </Stack>
  );
}

/** How much waits in the queue. */
function Waiting() {
  const { t } = useTranslation();
  const may = useMay();
  const { tasks, more } = useDeskTasks();
  const { data } = useQuery({ ...worklistsQuery({}), enabled: may('attempts.tasks') });
  const count = tasks.length + (data?.total ?? 0);
  if (!count) return null;
  return (
    <Badge size="sm" color="petal.7" variant="filled" aria-label={t('nav.waiting', { count })}>
      {more ? `${count}+` : count}
    </Badge>
  );
}
