import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '#lib/contracts';
import { atRest, cancelRequest } from '../../api/requests.ts';
import type { RequestPage } from '../../api/shapes.ts';
import { isProposal } from '../../api/tasks.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { useMay, useProposes } from '../../shell/session-context.ts';
import { titleOf } from '../../words/citation.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { DecideDialog } from './decide-dialog.tsx';

const REASON = [{ name: 'reason', kind: 'text', required: true }] as const;

/** What may be done with the request itself: cancel it, correct its citation, and for staff decide by hand. */
export function RequestMenu({ request }: { readonly request: RequestPage }) {
  const { t } = useTranslation();
  const may = useMay();
  const named = useNamed();
  const [open, setOpen] = useState<'cancel' | 'correct' | 'decide'>();
  const close = (): void => setOpen(undefined);
  const mayCorrect = may('requests.correct', 'requests.correct-own');
  const mayCancel = may('requests.cancel', 'requests.cancel-own');
  if (atRest(request.status) || request.status === 'finished') return null;
  if (!mayCorrect && !mayCancel && !may('requests.decide')) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('request.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {may('requests.decide') && request.status.startsWith('waiting-for-') ? (
            <Menu.Item onClick={() => setOpen('decide')}>{named('request.decide', 'requests.decide')}</Menu.Item>
          ) : null}
          {mayCorrect ? <Menu.Item onClick={() => setOpen('correct')}>{t('request.correct')}</Menu.Item> : null}
          {mayCancel ? (
            <Menu.Item c="var(--mantine-color-error)" onClick={() => setOpen('cancel')}>
              {named('request.cancel', 'requests.cancel', 'requests.cancel-own')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {open === 'cancel' ? <CancelDialog request={request} onClose={close} /> : null}
      {open === 'correct' ? <CorrectDialog request={request} onClose={close} /> : null}
      {open === 'decide' ? <DecideDialog request={request} onClose={close} /> : null}
    </>
  );
}

/** How something is called that the person does, or may only propose. */
function useNamed(): (key: string, ...actions: readonly Action[]) => string {
  const { t } = useTranslation();
  const proposes = useProposes();
  return (key, ...actions) => (proposes(...actions) ? t('actions.propose', { action: t(key) }) : t(key));
}

function CancelDialog({ request, onClose }: { readonly request: RequestPage; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const named = useNamed()('request.cancel', 'requests.cancel', 'requests.cancel-own');
  const cancel = useMutation({
    mutationFn: (reason: string) => cancelRequest(request.id, reason),
    onSuccess: (answer) => {
      const proposed = t('actions.proposed', { action: t('request.cancel') });
      notifications.show({ color: 'leaf', message: isProposal(answer) ? proposed : t('request.cancelled') });
      onClose();
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <ActionDialog
      title={named}
      about={t('request.cancelAbout', { title: titleOf(request.citation) })}
      fields={REASON}
      submit={named}
      danger
      pending={cancel.isPending}
      error={cancel.error}
      onSubmit={({ reason }) => cancel.mutate(reason as string)}
      onClose={onClose}
    />
  );
}
