import { Button, Group, List, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pastRequestsQuery, tryVersion } from '../../api/policies.ts';
import type { PolicyVersionDetail } from '../../api/shapes.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { Rules } from '../request/rules.tsx';

/** Decides one request by this version, as it was saved: a past one by the facts kept with it, or facts that somebody enters. */
export function TrialPanel({ version, saved }: { readonly version: PolicyVersionDetail; readonly saved: boolean }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const past = version.kind === 'sourcing';
  const [by, setBy] = useState<'request' | 'facts'>(past ? 'request' : 'facts');
  const [requestId, setRequestId] = useState<string | null>(null);
  const [facts, setFacts] = useState('{\n  "service": "loan"\n}');
  const [wrong, setWrong] = useState<string>();
  const requests = useQuery({ ...pastRequestsQuery, enabled: past });
  const trial = useMutation({ mutationFn: (body: Record<string, unknown>) => tryVersion(version.id, body) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWrong(undefined);
    if (by === 'request') {
      if (requestId) trial.mutate({ requestId });
      else setWrong(t('policy.chooseRequest'));
      return;
    }
    try {
      trial.mutate({ facts: JSON.parse(facts) as unknown });
    } catch {
      setWrong(t('policy.noJson'));
    }
  };
  const { data } = trial;
  return (
    <Stack gap="md">
      {saved ? null : <Text size="sm">{t('policy.trySaved')}</Text>}
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {past ? (
            <SegmentedControl
              aria-label={t('policy.tryBy')}
              value={by}
              onChange={setBy}
              data={[
                { value: 'request', label: t('policy.tryRequest') },
                { value: 'facts', label: t('policy.tryFacts') },
              ]}
            />
          ) : null}
          {by === 'request' ? (
            <Select
              label={t('policy.pastRequest')}
              placeholder={t('policy.chooseRequest')}
              searchable
              value={requestId}
              onChange={setRequestId}
              error={wrong}
              data={(requests.data?.requests ?? []).map(({ id, citation, status }) => ({
                value: id,
                label: `${citation.title ?? citation.container ?? id} · ${t(`status.${status}`)}`,
              }))}
            />
          ) : (
            <Textarea
              label={t('policy.facts')}
              description={t('policy.factsAbout')}
              value={facts}
              onChange={(event) => setFacts(event.currentTarget.value)}
              error={wrong}
              autosize
              minRows={4}
              styles={{ input: { fontFamily: 'monospace' } }}
            />
          )}
          <Group>
            <Button type="submit" variant="default" loading={trial.isPending}>
              {t('policy.try')}
            </Button>
          </Group>
        </Stack>
      </form>
      {trial.error ? <ProblemAlert error={trial.error} /> : null}
      {data ? (
        <Stack gap="xs" component="output">
          <Text fw={700}>
            {data.route ? word('route', data.route) : t('policy.needs')}
            {data.rule ? ` · ${t('policy.byRule', { rule: data.rule })}` : ''}
          </Text>
          <List size="sm" spacing={4}>
            {data.explanation.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
          {data.before ? (
            <Text size="sm" className="quiet">
              {t('policy.before', { route: word('route', data.before.route), reason: data.before.reason })}
            </Text>
          ) : null}
          <Rules rules={data.rules} />
        </Stack>
      ) : null}
    </Stack>
  );
}
