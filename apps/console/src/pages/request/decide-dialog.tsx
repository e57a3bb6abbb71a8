import { notifications } from '@mantine/notifications';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decideByHand } from '../../api/requests.ts';
import type { RequestPage } from '../../api/shapes.ts';
import { isProposal } from '../../api/tasks.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import type { Field } from '../../components/actions/fields.ts';
import { useProposes } from '../../shell/session-context.ts';

interface DecideDialogProps {
  readonly request: RequestPage;
  readonly onClose: () => void;
}

const field = (name: string, kind: Field['kind'], required = false): Field => ({ name, kind, required });
const choice = (name: string, ...values: readonly string[]): Field => ({
  ...field(name, 'choice', true),
  options: values.map((value) => ({ value, label: value })),
});

/** What staff may choose instead of the rules, and what each choice needs. */
const WAYS: Readonly<Record<string, readonly Field[]>> = {
  borrow: [field('lenders', 'text', true), field('maxCost', 'money')],
  buy: [
    choice('what', 'copy', 'print', 'e-book'),
    choice('provider', 'get-it-now', 'reprints-desk', 'vendor', 'publisher'),
    field('offer', 'text'),
    field('price', 'money'),
  ],
  deliver: [field('url', 'url', true)],
  link: [field('url', 'url', true)],
  hold: [field('record', 'text', true), field('callNumber', 'text')],
  scan: [field('record', 'text', true), field('callNumber', 'text')],
  'tell-patron': [field('message', 'long-text', true)],
  decline: [choice('offer', 'none', 'reserve')],
};
const REASON = field('reason', 'long-text', true);

/** Staff decide instead of the rules, and say why; the decision log keeps both. */
export function DecideDialog({ request, onClose }: DecideDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const named = useProposes()('requests.decide') ? t('actions.propose', { action: t('request.decide') }) : t('request.decide');
  const [route, setRoute] = useState('borrow');
  const decide = useMutation({
    mutationFn: (body: Record<string, unknown>) => decideByHand(request.id, { route, ...body }),
    onSuccess: (answer) => {
      const proposed = t('actions.proposed', { action: t('request.decide') });
      notifications.show({ color: 'leaf', message: isProposal(answer) ? proposed : t('decide.done') });
      onClose();
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <ActionDialog
      key={route}
      title={named}
      about={t('decide.about')}
      head={
        <NativeSelect
          label={t('field.route')}
          value={route}
          onChange={(event) => {
            decide.reset();
            setRoute(event.currentTarget.value);
          }}
          data={Object.keys(WAYS).map((value) => ({ value, label: t(`route.${value}`) }))}
        />
      }
      fields={[...(WAYS[route] ?? []), REASON]}
      submit={named}
      pending={decide.isPending}
      error={decide.error}
      onSubmit={(body) => decide.mutate(body)}
      onClose={onClose}
    />
  );
}
