import { Anchor, Button, Group, List, SimpleGrid, Stack, Tabs, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useBlocker } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyCheckQuery, policySchemaQuery, policyVersionQuery, saveVersion } from '../../api/policies.ts';
import type { PolicyCheck, PolicyVersionDetail } from '../../api/shapes.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { CasesPanel } from './cases-panel.tsx';
import { DiffPanel } from './diff-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { JsonEditor, type EditorFault } from './json-editor.tsx';
import { NextStep } from './next-step.tsx';
import { PolicyStatus } from './policy-status.tsx';
import { Sentences } from './sentences.tsx';
import { TrialPanel } from './trial-panel.tsx';

const route = getRouteApi('/signed-in/policy/$id');
const CHECK_AFTER_MS = 400;

/** One version of a policy: its rules as sentences and as JSON side by side, the cases, a trial, what it changes, its history. */
export function VersionPage() {
  const { id } = route.useParams();
  const version = useQuery(policyVersionQuery(id));
  if (version.error) return <ProblemAlert error={version.error} onRetry={() => void version.refetch()} />;
  return version.data ? <Version key={id} version={version.data} /> : <Rows />;
}

function Version({ version }: { readonly version: PolicyVersionDetail }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const { id, kind, number, scope, status, note } = version;
  const [texts, setTexts] = useState({ text: version.text, cases: version.cases });
  const [goTo, setGoTo] = useState<{ line: number }>();
  const [tab, setTab] = useState<string | null>('rules');
  const [settled] = useDebouncedValue(texts, CHECK_AFTER_MS);
  const check = useQuery(policyCheckQuery(settled));
  const schema = useQuery(policySchemaQuery(kind));
  const saved = texts.text === version.text && texts.cases === version.cases;
  const editable = may('policies.write') && (status === 'draft' || status === 'proposed' || status === 'approved');
  const keep = (done: PolicyVersionDetail): void => void queries.setQueryData(policyVersionQuery(id).queryKey, done);
  const save = useMutation({
    mutationFn: () => saveVersion(id, { ...texts, version: version.version, note: '' }),
    onSuccess: async (done) => {
      keep(done);
      notifications.show({ color: 'leaf', message: t('policy.saved'), closeButtonProps: { 'aria-label': t('common.close') } });
      await queries.invalidateQueries({ queryKey: ['policies', kind] });
    },
  });
  useBlocker({ shouldBlockFn: () => !saved && !window.confirm(t('policy.leave')), enableBeforeUnload: !saved });
  const faults = useMemo(() => (check.data?.faults ?? []).map(faultOf), [check.data]);
  return (
    <Page
      title={t('policy.versionTitle', { kind: word('policyKind', kind), number })}
      about={
        <Group gap="sm">
          <PolicyStatus status={status} />
          <span>{scope === 'consortium' ? t('policy.consortium') : scope}</span>
          {note ? <span>{note}</span> : null}
        </Group>
      }
      actions={
        editable ? (
          <Button onClick={() => save.mutate()} loading={save.isPending} disabled={saved}>
            {t('policy.save')}
          </Button>
        ) : null
      }
    >
      <NextStep version={version} saved={saved} onDone={keep} />
      {save.error ? <ProblemAlert error={save.error} /> : null}
      <Verdict
        check={check.data}
        checking={check.isFetching || settled !== texts}
        onCases={() => setTab('cases')}
        onGoTo={(line) => {
          setTab('rules');
          setGoTo({ line });
        }}
      />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          {(['rules', 'cases', 'try', 'diff', 'history'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`policy.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="rules" pt="md">
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Stack gap="xs" miw={0}>
              <Title order={2} size="h4">
                {t('policy.json')}
              </Title>
              <Text size="xs" className="quiet">
                {t('policy.editorKeys')}
              </Text>
              <JsonEditor
                label={t('policy.jsonText')}
                text={texts.text}
                schema={schema.data}
                faults={faults}
                readOnly={!editable}
                goTo={goTo}
                onChange={(text) => setTexts((all) => ({ ...all, text }))}
              />
            </Stack>
            <Stack gap="xs" miw={0}>
              <Title order={2} size="h4">
                {t('policy.words')}
              </Title>
              <Stack mah="75vh" style={{ overflow: 'auto' }} tabIndex={0} component="section" aria-label={t('policy.words')}>
                {check.data?.rules ? <Sentences rules={check.data.rules} otherwise={check.data.otherwise} /> : null}
                {check.data && !check.data.rules ? <Text className="quiet">{t('policy.noWords')}</Text> : null}
              </Stack>
            </Stack>
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="cases" pt="md">
          <CasesPanel
            cases={texts.cases}
            check={check.data}
            readOnly={!editable}
            onChange={(cases) => setTexts((all) => ({ ...all, cases }))}
          />
        </Tabs.Panel>
        <Tabs.Panel value="try" pt="md">
          <TrialPanel version={version} saved={saved} />
        </Tabs.Panel>
        <Tabs.Panel value="diff" pt="md">
          <DiffPanel version={version} />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <HistoryPanel history={version.history} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

const faultOf = ({ line, message, suggestion }: PolicyCheck['faults'][number]): EditorFault => ({
  line,
  severity: 'error',
  message: [message, suggestion].filter(Boolean).join(' '),
});

/** Whether it could be proposed as it stands in the editor, and if not, every line with its remedy. */
interface VerdictProps {
  readonly check: PolicyCheck | undefined;
  readonly checking: boolean;
  readonly onCases: () => void;
  readonly onGoTo: (line: number) => void;
}
function Verdict({ check, checking, onCases, onGoTo }: VerdictProps) {
  const { t } = useTranslation();
  if (!check) return null;
  const failing = check.cases.filter(({ passed }) => !passed).length;
  const { faults, caseFaults } = check;
  const count = faults.length + caseFaults.length;
  const words = count
    ? t('policy.faults', { count })
    : failing
      ? t('policy.casesFail', { count: failing })
      : t('policy.sound', { count: check.cases.length });
  return (
    <Stack gap={4} className="surface" p="sm" component="output" aria-live="polite" aria-busy={checking}>
      <Group gap="sm">
        <Text fw={600}>{words}</Text>
        {failing && !count ? (
          <Anchor component="button" type="button" size="sm" underline="always" onClick={onCases}>
            {t('policy.showCases')}
          </Anchor>
        ) : null}
      </Group>
      {count ? (
        <List size="sm">
          {faults.slice(0, 5).map(({ path, line, message, suggestion }) => (
            <List.Item key={`${path} ${message}`}>
              <Anchor component="button" type="button" size="sm" underline="always" onClick={() => onGoTo(line)}>
                {t('policy.line', { line })}
              </Anchor>{' '}
              {path}: {message} {suggestion}
            </List.Item>
          ))}
          {caseFaults.slice(0, 5).map(({ path, line, message, suggestion }) => (
            <List.Item key={`cases ${path} ${message}`}>
              {t('policy.casesFault', { line, path })} {message} {suggestion}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Stack>
  );
}
