import { Badge, Code, Group, List, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyQuery } from '../../api/reports.ts';
import type { PolicyView } from '../../api/shapes.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { humanize, useWords } from '../../words/words.ts';

/** The live policy, to read: its rules in the order in which they are tried. */
export function PolicyPage() {
  const { t } = useTranslation();
  const [view, setView] = useState<'words' | 'json'>('words');
  const policy = useQuery(policyQuery);
  return (
    <Page
      title={t('policy.title')}
      about={
        policy.data ? t('policy.about', { count: policy.data.rules.length, hash: policy.data.hash.slice(0, 19) }) : undefined
      }
      actions={
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
      {policy.error ? <ProblemAlert error={policy.error} onRetry={() => void policy.refetch()} /> : null}
      {policy.isPending ? <Rows /> : null}
      {policy.data ? view === 'words' ? <Sentences policy={policy.data} /> : <Json policy={policy.data} /> : null}
    </Page>
  );
}

/** `{cheapest-copy-price}`, where a fact is put in, reads ‹cheapest copy price›. */
const withNames = (text: string): string =>
  text.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => `‹${humanize(name).toLowerCase()}›`);

function Sentences({ policy: { rules, otherwise } }: { readonly policy: PolicyView }) {
  const { t } = useTranslation();
  return (
    <List
      type="ordered"
      listStyleType="none"
      spacing="sm"
      styles={{ itemWrapper: { display: 'block' }, itemLabel: { display: 'block' } }}
    >
      {rules.map((rule) => (
        <List.Item key={rule.id}>
          <Rule rule={rule} />
        </List.Item>
      ))}
      {otherwise ? (
        <List.Item>
          <Stack className="surface" p="md" gap={4}>
            <Text fw={600}>{t('policy.otherwise')}</Text>
            <Text size="sm">{withNames(otherwise)}</Text>
          </Stack>
        </List.Item>
      ) : null}
    </List>
  );
}

function Rule({ rule }: { readonly rule: PolicyView['rules'][number] }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const { id, number, description, when, route, reason, whenUnknown, notYet } = rule;
  return (
    <Group className="surface" p="md" gap="md" align="flex-start" wrap="nowrap">
      <Text fw={700} fz="lg" c="leaf" w={36} ta="right" style={{ flexShrink: 0 }}>
        {number ?? '·'}
      </Text>
      <Stack gap={6} miw={0} flex={1}>
        <Group justify="space-between" gap="sm">
          <Title order={2} size="h5">
            {description}
          </Title>
          <Group gap={6}>
            {notYet ? (
              <Badge variant="light" color="amber" c="var(--mantine-color-text)" tt="none" radius="sm">
                {t('policy.notYet')}
              </Badge>
            ) : null}
            <Badge variant="light" c="var(--mantine-color-text)" tt="none" radius="sm">
              {word('route', route)}
            </Badge>
          </Group>
        </Group>
        <Text size="sm">{when}</Text>
        <Text size="sm" className="quiet">
          {t('policy.reason', { reason: withNames(reason) })}
        </Text>
        <Text size="xs" className="quiet">
          {t(`policy.whenUnknown.${whenUnknown}`)} <Code>{id}</Code>
        </Text>
      </Stack>
    </Group>
  );
}

function Json({ policy }: { readonly policy: PolicyView }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('policy.json')}>
      <Code block className="surface" mah="70vh" style={{ overflow: 'auto' }} tabIndex={0}>
        {JSON.stringify(policy.json, null, 2)}
      </Code>
    </section>
  );
}
