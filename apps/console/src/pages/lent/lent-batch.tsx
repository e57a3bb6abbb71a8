import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnLent, type LentItem } from '../../api/lent.ts';
import type { TaskAction } from '../../api/shapes.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { PrintMenu } from '../queue/print-menu.tsx';
import { useWords } from '../../words/words.ts';

/** A barcode is one copy’s. */
const fieldsForAll = ({ fields }: TaskAction) => fields.filter(({ name }) => name !== 'barcode');

/** What usually comes next, done with all that were chosen; each by itself, so that one refused stops no other. */
export function LentBatch({ picked, onDone }: { readonly picked: readonly LentItem[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<TaskAction>();
  const carry = useMutation({
    mutationFn: ({ action, body }: { action: TaskAction; body: Record<string, unknown> }) => actOnLent(action.name, picked, body),
    onSuccess: ({ done, refused, results }) => {
      setAsking(undefined);
      const problem = results.find((one) => one.problem)?.problem?.detail;
      const counted = [t('lent.batchDone', { count: done }), refused ? t('lent.batchRefused', { count: refused }) : ''];
      notifications.show({
        color: refused ? 'orange' : 'leaf',
        title: counted.filter(Boolean).join('. '),
        message: problem ?? '',
      });
      onDone();
    },
    onSettled: () => queries.invalidateQueries(),
  });
  const [first, ...others] = picked;
  // only what all of them allow
  const common = (first?.actions ?? [])
    .filter(({ name }) => others.every(({ actions }) => actions.some((action) => action.name === name)))
    .slice(0, 3);
  return (
    <Group gap="sm" className="surface" p="sm">
      <Text size="sm" fw={600}>
        {t('lent.chosen', { count: picked.length })}
      </Text>
      {common.map((action, index) => (
        <Button
          key={action.name}
          size="sm"
          variant={index ? 'default' : 'filled'}
          loading={carry.isPending && !asking}
          onClick={() => {
            carry.reset();
            if (fieldsForAll(action).length) setAsking(action);
            else carry.mutate({ action, body: {} });
          }}
        >
          {word('action', action.name)}
        </Button>
      ))}
      {picked.every(({ status }) => status === 'promised' || status === 'pulled') ? (
        <PrintMenu attempts={picked.map(({ id }) => id)} kinds={['slip']} />
      ) : null}
      {asking ? (
        <ActionDialog
          title={word('action', asking.name)}
          about={t('lent.chosen', { count: picked.length })}
          fields={fieldsForAll(asking)}
          submit={word('action', asking.name)}
          pending={carry.isPending}
          error={carry.error}
          onSubmit={(body) => carry.mutate({ action: asking, body })}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </Group>
  );
}
