import { Button, Group, NativeSelect, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changePolicySettings,
  livePolicyQuery,
  newVersion,
  policyKindsQuery,
  policySettingsQuery,
  policyVersionsQuery,
} from '../../api/policies.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { JsonText } from './json-text.tsx';
import { Sentences } from './sentences.tsx';
import { VersionTable } from './version-table.tsx';

const route = getRouteApi('/signed-in/policy');

/** The policies: which decides here and why, its rules, and every version of it. */
export function PolicyPage() {
  const { t } = useTranslation();
  const { word } = useWords();
  const navigate = useNavigate();
  const may = useMay();
  const { kind = 'sourcing' } = route.useSearch();
  const [view, setView] = useState<'words' | 'json'>('words');
  const [drafting, setDrafting] = useState(false);
  const kinds = useQuery(policyKindsQuery);
  const live = useQuery(livePolicyQuery(kind));
  const versions = useQuery(policyVersionsQuery(kind));
  const names = kinds.data?.kinds.map((one) => one.kind) ?? [kind];
  return (
    <Page
      title={t('policy.title')}
      about={live.data ? t('policy.about', { count: live.data.rules.length, why: live.data.why }) : undefined}
      actions={
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label={t('policy.kindLabel')}
            value={kind}
            data={names.map((value) => ({ value, label: word('policyKind', value) }))}
            onChange={(event) => void navigate({ to: '/policy', search: { kind: event.currentTarget.value } })}
          />
          {may('policies.write') ? <Button onClick={() => setDrafting(true)}>{t('policy.newVersion')}</Button> : null}
        </Group>
      }
    >
      {live.error ? <ProblemAlert error={live.error} onRetry={() => void live.refetch()} /> : null}
      <Section title={t('policy.versions')} aside={<FourEyes />}>
        {versions.error ? <ProblemAlert error={versions.error} onRetry={() => void versions.refetch()} /> : null}
        {versions.data ? <VersionTable versions={versions.data} /> : <Rows count={2} />}
      </Section>
      <Section
        title={t('policy.rulesInForce')}
        aside={
          <SegmentedControl
            aria-label={t('policy.view')}
            value={view}
            onChange={setView}
            data={[
              { value: 'words', label: t('policy.words') },
              { value: 'json', label: t('policy.json') },
            ]}
          />
        }
      >
        {live.isPending ? <Rows /> : null}
        {live.data ? (
          view === 'words' ? (
            <Sentences rules={live.data.rules} otherwise={live.data.otherwise} />
          ) : (
            <JsonText json={live.data.json} />
          )
        ) : null}
      </Section>
      {drafting ? <NewVersion kind={kind} onClose={() => setDrafting(false)} /> : null}
    </Page>
  );
}

function NewVersion({ kind, onClose }: { readonly kind: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const draft = useMutation({
    mutationFn: (note: string) => newVersion(kind, { note }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['policies'] });
      await navigate({ to: '/policy/$id', params: { id } });
    },
  });
  return (
    <ActionDialog
      title={t('policy.newVersion')}
      about={t('policy.newVersionAbout')}
      fields={[{ name: 'note', kind: 'long-text', required: true }]}
      submit={t('policy.newVersion')}
      pending={draft.isPending}
      error={draft.error}
      onSubmit={({ note }) => draft.mutate(String(note))}
      onClose={onClose}
    />
  );
}

/** Whether a second person has to approve; whoever may, switches it, and says why. */
function FourEyes() {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const settings = useQuery(policySettingsQuery);
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: changePolicySettings,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['policies'] });
      setAsking(false);
      notifications.show({
        color: 'leaf',
        message: t('policy.fourEyesChanged'),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    },
  });
  if (!settings.data) return null;
  const { fourEyes } = settings.data;
  if (!may('policies.settings'))
    return (
      <Text size="sm" className="quiet">
        {t(fourEyes ? 'policy.fourEyesOn' : 'policy.fourEyesOff')}
      </Text>
    );
  return (
    <Stack gap={0}>
      <Switch label={t('policy.fourEyes')} checked={fourEyes} onChange={() => setAsking(true)} />
      {asking ? (
        <ActionDialog
          title={t('policy.fourEyes')}
          about={t(fourEyes ? 'policy.fourEyesOffAbout' : 'policy.fourEyesOnAbout')}
          fields={[{ name: 'reason', kind: 'long-text', required: true }]}
          submit={t('policy.change')}
          pending={change.isPending}
          error={change.error}
          onSubmit={({ reason }) => change.mutate({ fourEyes: !fourEyes, reason: String(reason) })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Stack>
  );
}
