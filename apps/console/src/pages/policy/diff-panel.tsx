import { json } from '@codemirror/lang-json';
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { Badge, List, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { policyDiffQuery } from '../../api/policies.ts';
import type { PolicyVersionDetail } from '../../api/shapes.ts';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { editorLook } from './editor-look.ts';

/** What this version would change against the one in force: in words, by its cases, and in JSON side by side. */
export function DiffPanel({ version }: { readonly version: PolicyVersionDetail }) {
  const { t } = useTranslation();
  const diff = useQuery(policyDiffQuery(version));
  if (diff.error) return <ProblemAlert error={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <Rows count={3} />;
  const { rules, cases, text } = diff.data;
  return (
    <Stack gap="md">
      {diff.data.with ? (
        <Text size="sm" className="quiet">
          {t('policy.diffWith', { why: diff.data.with.why })}
        </Text>
      ) : null}
      <Title order={2} size="h5">
        {t('policy.rulesChanged', { count: rules.length })}
      </Title>
      <List size="sm" spacing="sm">
        {rules.map(({ id, change, before, after }) => (
          <List.Item key={id}>
            <Badge variant="light" c="var(--mantine-color-text)" tt="none" radius="sm" mr="xs">
              {t(`policy.changed.${change}`)}
            </Badge>
            {before && change !== 'moved' ? (
              <Text size="sm" td={change === 'removed' ? 'line-through' : undefined} className="quiet">
                {t('policy.was', { text: before })}
              </Text>
            ) : null}
            {after ? <Text size="sm">{t('policy.is', { text: after })}</Text> : null}
          </List.Item>
        ))}
      </List>
      <Title order={2} size="h5">
        {t('policy.casesChanged', { count: cases.length })}
      </Title>
      {cases.length ? (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('policy.case')}</Table.Th>
              <Table.Th scope="col">{t('policy.inForce')}</Table.Th>
              <Table.Th scope="col">{t('policy.thisVersion')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cases.map(({ name, before, after }) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{before}</Table.Td>
                <Table.Td>{after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <SideBySide before={text} after={version.text} />
    </Stack>
  );
}

function SideBySide({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const [labelBefore, labelAfter] = [t('policy.inForce'), t('policy.thisVersion')];
  useEffect(() => {
    const shown = (label: string) => [
      basicSetup,
      json(),
      editorLook,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true' }),
    ];
    const view = new MergeView({
      parent: host.current!,
      a: { doc: before, extensions: shown(labelBefore) },
      b: { doc: after, extensions: shown(labelAfter) },
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => view.destroy();
  }, [before, after, labelBefore, labelAfter]);
  return <div ref={host} style={{ maxHeight: '70vh', overflow: 'auto' }} />;
}
