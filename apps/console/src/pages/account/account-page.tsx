import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, securityQuery, signOutEverywhere } from '../../api/account.ts';
import { fieldErrors } from '../../api/problems.ts';
import { OwnFees } from '../../components/fees/fees-of.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section, SectionPending } from '../../components/section.tsx';
import { useMay, useSession } from '../../shell/session-context.ts';
import { HandOut } from '../patrons/hand-out.tsx';
import { FactorSection } from './factor-section.tsx';
import { ProxiesSection } from './proxies-section.tsx';

/** One's own account: password, second factor, sessions, who may ask in one's name. */
export function AccountPage() {
  const { t } = useTranslation();
  const { displayName, library } = useSession();
  const may = useMay();
  const security = useQuery(securityQuery);
  const own = security.data?.signedInBy === 'password';
  return (
    <Page title={t('account.title')} about={t('account.about', { name: displayName, library: library.name })}>
      {security.error ? <ProblemAlert error={security.error} onRetry={() => void security.refetch()} /> : null}
      {security.isPending ? <SectionPending /> : null}
      {own ? <PasswordSection /> : null}
      {own && security.data ? <FactorSection security={security.data} /> : null}
      {security.data && !own ? (
        <Section title={t('account.elsewhere')}>
          <Text size="sm">{t(security.data.signedInBy === 'provider' ? 'account.byProvider' : 'account.byLibrarySystem')}</Text>
        </Section>
      ) : null}
      {may('fees.read-own') ? <OwnFees /> : null}
      <SessionsSection />
      {may('proxies.own') ? <ProxiesSection /> : null}
      {may('patron-data.own') ? (
        <Section title={t('account.kept')}>
          <Text size="sm">{t('account.keptText')}</Text>
          <HandOut who="own" name={displayName} />
        </Section>
      ) : null}
    </Page>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  const wrong = fieldErrors(change.error);
  const visible = { 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 };
  return (
    <Section title={t('account.password')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ current, next });
        }}
      >
        <Stack maw={420}>
          {change.error && !wrong['current'] && !wrong['next'] ? <ProblemAlert error={change.error} /> : null}
          {change.isSuccess ? (
            <Text size="sm" component="output">
              {t('account.passwordChanged')}
            </Text>
          ) : null}
          <PasswordInput
            label={t('account.current')}
            required
            autoComplete="current-password"
            value={current}
            error={wrong['current']}
            visibilityToggleButtonProps={visible}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('account.next')}
            description={t('account.nextHint')}
            required
            autoComplete="new-password"
            value={next}
            error={wrong['next']}
            visibilityToggleButtonProps={visible}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t('account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function SessionsSection() {
  const { t } = useTranslation();
  const end = useMutation({
    mutationFn: signOutEverywhere,
    // from here on nobody is signed in, this page included
    onSuccess: () => location.assign('/sign-in'),
  });
  return (
    <Section title={t('account.sessions')}>
      {end.error ? <ProblemAlert error={end.error} /> : null}
      <Text size="sm">{t('account.sessionsText')}</Text>
      <Group>
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          {t('account.endSessions')}
        </Button>
      </Group>
    </Section>
  );
}
