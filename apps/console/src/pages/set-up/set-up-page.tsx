import { Badge, Button, Group, List, Progress, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readinessQuery, type Readiness } from '../../api/set-up.ts';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SectionPending } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';

type State = Readiness['items'][number]['state'];
const LOOKS: Readonly<Record<State, { readonly icon: typeof IconCheck; readonly color: string }>> = {
  ready: { icon: IconCheck, color: 'leaf' },
  missing: { icon: IconAlertTriangle, color: 'red' },
  advised: { icon: IconCircleDashed, color: 'gray' },
};

/** Ready? What the library has, and what it still lacks, in words; each line leads to its step. */
export function SetUpPage() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const readiness = useQuery(readinessQuery(tenant));
  if (!readiness.data) {
    return (
      <Page title={t('setUp.title')}>
        {readiness.error ? <ProblemAlert error={readiness.error} onRetry={() => void readiness.refetch()} /> : <SectionPending />}
      </Page>
    );
  }
  const { ready, items } = readiness.data;
  const done = items.filter(({ state }) => state === 'ready').length;
  const next = items.find(({ state }) => state === 'missing') ?? items.find(({ state }) => state === 'advised');
  return (
    <Page title={t('setUp.title')} about={t(ready ? 'setUp.ready' : 'setUp.notReady')}>
      <Stack className="surface" p="lg" gap="md">
        <Progress value={(100 * done) / items.length} aria-label={t('setUp.progress', { done, of: items.length })} />
        <List listStyleType="none" spacing="sm">
          {items.map(({ step, state, words }) => {
            const { icon: Icon, color } = LOOKS[state];
            return (
              <List.Item
                key={step}
                icon={
                  <ThemeIcon variant="light" color={color} radius="xl" size="md">
                    <Icon size={16} aria-hidden />
                  </ThemeIcon>
                }
              >
                <Group gap="xs">
                  <Link to="/set-up/$step" params={{ step }} className="text-link">
                    {t(`setUp.step.${step}`)}
                  </Link>
                  <Badge variant="light" color={color} tt="none">
                    {t(`setUp.state.${state}`)}
                  </Badge>
                </Group>
                <Text size="sm" className="quiet">
                  {words}
                </Text>
              </List.Item>
            );
          })}
        </List>
        <Link to="/set-up/terms" className="text-link">
          {t('terms.title')}
        </Link>
        <Link to="/set-up/keeping" className="text-link">
          {t('keeping.title')}
        </Link>
        <Text size="sm" className="quiet">
          {t('setUp.policies')}{' '}
          <Link to="/policy" className="text-link">
            {t('nav.policy')}
          </Link>
          .
        </Text>
        {next ? (
          <Group>
            <Button component={Link} to={`/set-up/${next.step}`}>
              {t('setUp.goOn', { step: t(`setUp.step.${next.step}`) })}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Page>
  );
}
