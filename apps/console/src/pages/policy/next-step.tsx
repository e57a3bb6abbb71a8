import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepVersion } from '../../api/policies.ts';
import type { PolicyVersionDetail } from '../../api/shapes.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { useMay, useSession } from '../../shell/session-context.ts';

type Step = 'propose' | 'approve' | 'publish' | 'send-back' | 'restore' | 'retire';
/** What each step asks for: a note that may be left out, or a reason that may not. */
const ASKS: Readonly<Record<Step, 'note' | 'reason'>> = {
  propose: 'note',
  approve: 'note',
  publish: 'reason',
  'send-back': 'reason',
  restore: 'reason',
  retire: 'reason',
};

interface NextStepProps {
  readonly version: PolicyVersionDetail;
  /** What is typed and not saved cannot be proposed. */
  readonly saved: boolean;
  readonly onDone: (version: PolicyVersionDetail) => void;
}

/** Who has to act next, in a sentence, and the buttons of whoever may. */
export function NextStep({ version, saved, onDone }: NextStepProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { user } = useSession();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Step>();
  const { status, next, scope, wasLive } = version;
  const own = scope === user.tenant || may('policies.settings');
  const step = useMutation({
    mutationFn: ({ name, body }: { name: Step; body: Record<string, unknown> }) => {
      const hash = name === 'approve' || name === 'publish' ? { hash: version.hash } : {};
      return stepVersion(version.id, name, { version: version.version, ...hash, ...body });
    },
    onSuccess: async (done, { name }) => {
      setAsking(undefined);
      onDone(done);
      notifications.show({
        color: 'leaf',
        message: t(`policy.done.${name}`),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
      await queries.invalidateQueries({ queryKey: ['policies'] });
    },
  });
  const mine = next !== undefined && may(next.action) && !next.notBy.includes(user.sub);
  const steps: Step[] = [];
  if (next && mine) steps.push(next.step);
  if ((status === 'proposed' || status === 'approved') && may('policies.approve', 'policies.write')) steps.push('send-back');
  if (status === 'retired' && wasLive && may('policies.approve')) steps.push('restore');
  if (status === 'live' ? scope !== 'consortium' && may('policies.approve') : status !== 'retired' && may('policies.write'))
    steps.push('retire');
  return (
    <Stack gap="xs">
      <Text>{next ? t(`policy.next.${next.step}${mine ? '.you' : '.other'}`) : t(`policy.stands.${status}`)}</Text>
      {own ? (
        <Group gap="sm">
          {steps.map((name, index) => (
            <Button
              key={name}
              variant={index === 0 && name === next?.step ? 'filled' : 'default'}
              disabled={!saved && name !== 'retire' && name !== 'send-back'}
              onClick={() => {
                step.reset();
                setAsking(name);
              }}
            >
              {t(`policy.step.${name}`)}
            </Button>
          ))}
        </Group>
      ) : null}
      {asking ? (
        <ActionDialog
          title={t(`policy.step.${asking}`)}
          about={t(`policy.stepAbout.${asking}`)}
          fields={[{ name: ASKS[asking], kind: 'long-text', required: ASKS[asking] === 'reason' }]}
          submit={t(`policy.step.${asking}`)}
          danger={asking === 'retire'}
          pending={step.isPending}
          error={step.error}
          onSubmit={(body) => step.mutate({ name: asking, body })}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </Stack>
  );
}
