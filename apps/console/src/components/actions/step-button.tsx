import { Button, type ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionDialog } from './action-dialog.tsx';
import type { Field } from './fields.ts';

interface StepButtonProps {
  /** What is done: on the button, above the dialog and on its own button. */
  readonly label: string;
  /** For those who hear the button without seeing where it stands. */
  readonly spoken?: string;
  readonly about?: string;
  /** What stands above the fields. */
  readonly head?: ReactNode;
  readonly fields: readonly Field[];
  readonly send: (body: Record<string, unknown>) => Promise<unknown>;
  readonly variant?: ButtonProps['variant'];
  readonly size?: ButtonProps['size'];
}

/** A button that asks for what a step needs, takes it, and says so. */
export function StepButton({ label, spoken, about, head, fields, send, variant = 'default', size }: StepButtonProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const step = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      setAsking(false);
      notifications.show({ color: 'leaf', title: t('actions.done', { action: spoken ?? label }), message: '' });
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button
        variant={variant ?? 'default'}
        {...(size && { size })}
        {...(spoken && { 'aria-label': spoken })}
        onClick={() => {
          step.reset();
          setAsking(true);
        }}
      >
        {label}
      </Button>
      {asking ? (
        <ActionDialog
          title={spoken ?? label}
          about={about}
          head={head}
          fields={fields}
          submit={label}
          pending={step.isPending}
          error={step.error}
          onSubmit={(body) => step.mutate(body)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
