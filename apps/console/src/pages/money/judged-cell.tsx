import { Group, Table, Text } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { IfmLine } from '../../api/ifm.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { OfRequest } from './statement-view.tsx';

interface JudgedCellProps {
  readonly line: Pick<IfmLine, 'requestId' | 'why' | 'waits' | 'taken' | 'reason'>;
  /** What the line is for. */
  readonly words: string;
  /** The line in short, for whoever hears its buttons instead of seeing them. */
  readonly about: string;
  /** What may be done while it waits; none where one may not. */
  readonly steps: ComponentProps<typeof TaskActions>['actions'];
}

/** What a line that was brought is for, what it turned out to be and why, and what was or may be done about it. */
export function JudgedCell({ line: { requestId, why, waits, taken, reason }, words, about, steps }: JudgedCellProps) {
  const { t } = useTranslation();
  return (
    <Table.Td className="break-words">
      <OfRequest id={requestId} words={words} />
      {why ? <Text size="sm">{why}</Text> : null}
      {taken && reason ? (
        <Text size="sm" className="quiet">
          {t('ifm.taken', { how: t(`ifmTaken.${taken}`), reason })}
        </Text>
      ) : null}
      {waits && steps.length ? (
        <Group mt={6}>
          <TaskActions size="xs" about={about} actions={steps} />
        </Group>
      ) : null}
    </Table.Td>
  );
}
