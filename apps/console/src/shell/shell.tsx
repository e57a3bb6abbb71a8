import { AppShell, Burger, Container, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSORTIUM } from '../api/session.ts';
import { Logo } from '../components/logo.tsx';
import { ActingFor } from './acting-for.tsx';
import { ColorScheme } from './color-scheme.tsx';
import { DemoClock } from './demo-clock.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { Navigation } from './navigation.tsx';
import { BAND, PracticeBand, PracticeFrame, PracticeSwitch, usePractising } from './practice.tsx';
import { SessionEnded } from './session-ended.tsx';
import { useSession } from './session-context.ts';
import { UserMenu } from './user-menu.tsx';

/** What surrounds every page behind the sign-in. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const { user, library } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path, close]);
  const practising = usePractising() !== undefined;

  return (
    <AppShell
      header={{ height: practising ? 60 + BAND : 60 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <PracticeFrame />
      <AppShell.Header>
        <PracticeBand />
        <Group h={60} px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t(opened ? 'shell.closeMenu' : 'shell.openMenu')}
              aria-expanded={opened}
            />
            <Logo size={34} />
            <div style={{ minWidth: 0 }}>
              <Text fw={700} lh={1.2} visibleFrom="xs">
                Trillium
              </Text>
              <Text size="sm" className="quiet" lh={1.2} truncate>
                {practising ? t('practice.of', { library: library.name }) : library.name}
              </Text>
            </div>
          </Group>
          <Group gap={4} wrap="nowrap">
            <PracticeSwitch />
            <DemoClock />
            {user.tenant === CONSORTIUM ? <ActingFor /> : null}
            <LanguageMenu />
            <ColorScheme />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" component="nav" aria-label={t('shell.navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size="xl" px={0}>
          <Outlet />
        </Container>
      </AppShell.Main>
      <SessionEnded />
    </AppShell>
  );
}
