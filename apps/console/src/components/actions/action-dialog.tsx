import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { Dialog } from '../dialog.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { FieldInput } from './field-input.tsx';
import { bodyOf, faultsOf, isShown, startDraft, type Field } from './fields.ts';

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
  const [draft, setDraft] = useState(() => startDraft(fields));
  const [tried, setTried] = useState(false);
  const faults = faultsOf(fields, draft);
  const refused = fieldErrors(error);
  const errorAt = (name: string): string | undefined => {
    const fault = tried ? faults[name] : undefined;
    return fault ? t(fault) : refused[name];
  };
  const elsewhere = error !== null && error !== undefined && !fields.some(({ name }) => refused[name]);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!Object.keys(faults).length) onSubmit(bodyOf(fields, draft));
        }}
      >
        <Stack>
          {about ? <Text size="sm">{about}</Text> : null}
          {head}
          {elsewhere ? <ProblemAlert error={error} /> : null}
          {fields.filter(isShown).map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              value={draft[field.name] ?? ''}
              error={errorAt(field.name)}
              onChange={(value) => setDraft({ ...draft, [field.name]: value })}
            />
          ))}
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
