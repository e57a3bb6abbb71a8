import { json } from '@codemirror/lang-json';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { Badge, List, Mark, Stack, Table, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { policyDiffQuery } from '../../api/policies.ts';
import type { PolicyVersionDetail } from '../../api/shapes.ts';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { differing } from './differing.ts';
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
                {t('policy.was', { text: '' })}
                <Differing text={before} from={after} />
              </Text>
            ) : null}
            {after ? (
              <Text size="sm">
                {t('policy.is', { text: '' })}
                <Differing text={after} from={before} />
              </Text>
            ) : null}
          </List.Item>
        ))}
      </List>
      <Title order={2} size="h5">
        {t('policy.casesChanged', { count: cases.length })}
      </Title>
      {cases.length ? (
        <WideTable
          label={t('policy.casesChanged', { count: cases.length })}
          minWidth={320}
          fz="sm"
          columns={[t('policy.case'), t('policy.inForce'), t('policy.thisVersion')]}
        >
          {cases.map(({ name, before, after }) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{before}</Table.Td>
              <Table.Td>{after}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      ) : null}
      <SideBySide before={text} after={version.text} />
    </Stack>
  );
}

/** A sentence in which stands out what another one says otherwise, word by word. */
function Differing({ text, from }: { readonly text: string; readonly from?: string | undefined }) {
  if (from === undefined || from === text) return text;
  const parts = differing(text, from);
  return parts.map(({ words, differs }, index) => (differs ? <Mark key={index}>{words}</Mark> : words));
}

const COLLAPSED = { margin: 3, minSize: 6 };

function SideBySide({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  // side by side there would be room for a few letters each
  const narrow = useMediaQuery('(max-width: 48em)');
  const [labelBefore, labelAfter] = [t('policy.inForce'), t('policy.thisVersion')];
  useEffect(() => {
    const shown = (label: string) => [
      basicSetup,
      json(),
      editorLook,
      EditorState.readOnly.of(true),
      // what differs is often the number at the end
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true' }),
    ];
    const parent = host.current!;
    const view = narrow
      ? new EditorView({
          parent,
          doc: after,
          extensions: [
            shown(labelAfter),
            unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: COLLAPSED }),
          ],
        })
      : new MergeView({
          parent,
          a: { doc: before, extensions: shown(labelBefore) },
          b: { doc: after, extensions: shown(labelAfter) },
          collapseUnchanged: COLLAPSED,
        });
    return () => view.destroy();
  }, [before, after, labelBefore, labelAfter, narrow]);
  return <div ref={host} style={{ maxHeight: '70vh', overflow: 'auto' }} />;
}
