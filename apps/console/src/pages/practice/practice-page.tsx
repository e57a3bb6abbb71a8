import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deletePractice, makePractice, practiceQuery, resetPractice, switchTo } from '../../api/practice.ts';
import { CONSORTIUM } from '../../api/session.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section, SectionPending } from '../../components/section.tsx';
import { useAsking, useMay, useSession } from '../../shell/session-context.ts';
import { queryClient } from '../../query-client.ts';
import { useWords } from '../../words/words.ts';

type Sure = 'reset' | 'delete';
const DO = { make: makePractice, reset: resetPractice, delete: deletePractice } as const;
const DOES = { reset: 'practice.reset', delete: 'practice.delete' } as const;
const PLAYED = ['catalogs', 'lenders', 'providers', 'post'] as const;

/** A library's practice copy: what it is, whether there is one, and making, renewing and deleting it. */
export function PracticePage() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const copy = useQuery(practiceQuery(tenant));
  return (
    <Page title={t('practice.title')} about={t('practice.about')}>
      <Section title={t('practice.here')}>
        {copy.data ? (
          <TheCopy />
        ) : copy.error ? (
          <ProblemAlert error={copy.error} onRetry={() => void copy.refetch()} />
        ) : (
          <SectionPending />
        )}
      </Section>
      <Section title={t('practice.how')}>
        <List spacing="xs">
          {PLAYED.map((what) => (
            <List.Item key={what}>{t(`practice.played.${what}`)}</List.Item>
          ))}
        </List>
        <Text mt="md" size="sm" className="quiet">
          {t('practice.notCopied')}
        </Text>
      </Section>
      <Section title={t('practice.try')}>
        <Stack gap="sm">
          <Text>{t('practice.tryText')}</Text>
          <List spacing={4}>
            <List.Item>{t('practice.tryBook')}</List.Item>
            <List.Item>{t('practice.tryArticle')}</List.Item>
            <List.Item>{t('practice.tryOpen')}</List.Item>
          </List>
          <Text size="sm" className="quiet">
            {t('practice.tryPatron')}
          </Text>
        </Stack>
      </Section>
    </Page>
  );
}

function TheCopy() {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const may = useMay();
  const { tenant } = useAsking();
  const home = useSession().user.tenant;
  const { data } = useQuery(practiceQuery(tenant));
  const [sure, setSure] = useState<Sure>();
  const manages = may('practice.manage');
  const change = useMutation({
    mutationFn: async (what: 'make' | Sure): Promise<void> => {
      await DO[what]();
    },
    onSuccess: async (_, what) => {
      setSure(undefined);
      // the copy one may be in is gone
      if (what !== 'make') switchTo(home === CONSORTIUM ? data!.library : undefined);
      await queryClient.invalidateQueries({ queryKey: ['practice'] });
    },
  });
  if (!data) return null;
  const { available, symbol, madeAt } = data;
  if (symbol === undefined)
    return (
      <Stack gap="md" align="flex-start">
        <Text>{t(available ? 'practice.none' : 'practice.unavailable')}</Text>
        {change.error ? <ProblemAlert error={change.error} title={t('practice.notDone')} /> : null}
        {available && manages ? (
          <Button loading={change.isPending} onClick={() => change.mutate('make')}>
            {t('practice.make')}
          </Button>
        ) : null}
        {available && !manages ? <Text className="quiet">{t('practice.askAdmin')}</Text> : null}
      </Stack>
    );
  return (
    <Stack gap="md">
      <Text>{t('practice.there', { symbol, when: madeAt ? dateTime(madeAt) : '' })}</Text>
      {tenant === symbol ? (
        <Alert color="amber" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('practice.inside')}
        </Alert>
      ) : null}
      {change.error && !sure ? <ProblemAlert error={change.error} title={t('practice.notDone')} /> : null}
      <Group>
        {tenant === symbol ? null : <Button onClick={() => switchTo(symbol)}>{t('practice.go')}</Button>}
        {manages ? (
          <>
            <Button variant="default" onClick={() => setSure('reset')}>
              {t('practice.reset')}
            </Button>
            <Button variant="default" c="var(--mantine-color-error)" onClick={() => setSure('delete')}>
              {t('practice.delete')}
            </Button>
          </>
        ) : null}
      </Group>
      {sure ? (
        <Dialog title={t(DOES[sure])} onClose={() => setSure(undefined)}>
          <Stack>
            <Text>{t(`practice.sure.${sure}`)}</Text>
            {change.error ? <ProblemAlert error={change.error} title={t('practice.notDone')} /> : null}
            <Group>
              <Button
                color={sure === 'delete' ? 'red' : undefined}
                loading={change.isPending}
                onClick={() => change.mutate(sure)}
              >
                {t(DOES[sure])}
              </Button>
              <Button variant="default" onClick={() => setSure(undefined)}>
                {t('common.cancel')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      ) : null}
    </Stack>
  );
}
