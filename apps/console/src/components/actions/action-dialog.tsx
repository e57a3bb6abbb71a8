import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import type { Field } from './fields.ts';
import { useDraft } from './use-draft.tsx';

interface ActionDialogProps {
  readonly title: string;
  /** What it is about, and what it does. */
  readonly about?: string | undefined;
  /** What stands above the fields. */
  readonly head?: ReactNode;
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly danger?: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (body: Record<string, unknown>) => void;
  readonly onClose: () => void;
}

/** Asks for what an action needs, or just whether it is meant. The server's faults stand at their fields. */
export function ActionDialog({
  title,
  about,
  head,
  fields,
  submit,
  danger = false,
  pending,
  error,
  onSubmit,
  onClose,
}: ActionDialogProps) {
  const { t } = useTranslation();
  const { inputs, elsewhere, submit: send } = useDraft(fields, error, onSubmit);
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={send}>
        <Stack>
          {about ? <Text size="sm">{about}</Text> : null}
          {head}
          {elsewhere ? <ProblemAlert error={error} /> : null}
          {inputs}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" color={danger ? 'red.9' : 'leaf'} loading={pending}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
