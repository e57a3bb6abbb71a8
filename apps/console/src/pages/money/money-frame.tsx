import { Group, NavLink, Stack, type NavLinkProps } from '@mantine/core';
import { createLink, Outlet } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking } from '../../shell/session-context.ts';
import { moneyPagesFor } from './money-pages.ts';

const RouteLink = createLink((props: NavLinkProps & Omit<ComponentPropsWithRef<'a'>, keyof NavLinkProps>) => (
  <NavLink component="a" {...props} />
));

/** The money section: its own small menu above each of its pages. */
export function MoneyFrame() {
  const { t } = useTranslation();
  const asking = useAsking();
  return (
    <Stack gap="lg">
      <Group component="nav" gap="xs" aria-label={t('books.pages')}>
        {moneyPagesFor(asking).map(({ to, label }) => (
          <RouteLink
            key={to}
            to={to}
            label={t(label)}
            activeProps={{ active: true }}
            w="auto"
            style={{ borderRadius: 'var(--mantine-radius-md)' }}
            variant="light"
          />
        ))}
      </Group>
      <Outlet />
    </Stack>
  );
}
