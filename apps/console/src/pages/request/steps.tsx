import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Action } from '#lib/contracts';
import { cancelRequest, notObtained, renewLoan } from '../../api/requests.ts';
import type { RequestPage } from '../../api/shapes.ts';
import { isProposal } from '../../api/tasks.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import type { Field } from '../../components/actions/fields.ts';
import { useMay, useProposes } from '../../shell/session-context.ts';
import { titleOf } from '../../words/citation.ts';
import { CorrectDialog } from './correct-dialog.tsx';

/** What is open to whoever has the request, patron or desk: as the server says, and as far as they may. */
export type Step = 'renew' | 'not-obtained' | 'correct' | 'cancel';

const OPEN: Readonly<Record<Step, (steps: RequestPage['steps']) => boolean>> = {
  renew: ({ renew }) => renew === true,
  'not-obtained': ({ notObtained: reasons }) => Boolean(reasons?.length),
  correct: ({ correct }) => correct === true,
  cancel: ({ cancel }) => cancel !== undefined,
};
const ACTIONS = {
  renew: ['requests.renew', 'requests.renew-own'],
  'not-obtained': ['requests.not-obtained', 'requests.not-obtained-own'],
  correct: ['requests.correct', 'requests.correct-own'],
  cancel: ['requests.cancel', 'requests.cancel-own'],
} as const satisfies Record<Step, readonly Action[]>;

/** The steps open now, in the order in which they are wished for. */
export function useOpenSteps({ steps }: Pick<RequestPage, 'steps'>): readonly Step[] {
  const may = useMay();
  return (Object.keys(OPEN) as Step[]).filter((step) => OPEN[step](steps) && may(...ACTIONS[step]));
}

/** How something is called that the person does, or may only propose. */
export function useNamed(): (key: string, ...actions: readonly Action[]) => string {
  const { t } = useTranslation();
  const proposes = useProposes();
  return (key, ...actions) => (proposes(...actions) ? t('actions.propose', { action: t(key) }) : t(key));
}

/** What a step is called; patrons speak for themselves. */
export function useStepName(): (step: Step) => string {
  const named = useNamed();
  const own = !useMay()('requests.read');
  return (step) => named(own && step === 'not-obtained' ? 'step.not-obtained.own' : `step.${step}`, ...ACTIONS[step]);
}

interface StepDialogProps {
  readonly step: Step;
  readonly request: RequestPage;
  readonly onClose: () => void;
}

/** Asks what a step needs, says what it means, and takes it. */
export function StepDialog({ step, request, onClose }: StepDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const name = useStepName()(step);
  const desk = useMay()('requests.read');
  const take = useMutation({
    mutationFn: (body: Record<string, unknown>) => SEND[step](request.id, body),
    onSuccess: (answer) => {
      const proposed = t('actions.proposed', { action: name });
      notifications.show({ color: 'leaf', message: isProposal(answer) ? proposed : t(`step.${step}.done`) });
      onClose();
    },
    onSettled: () => queries.invalidateQueries(),
  });
  if (step === 'correct') return <CorrectDialog request={request} onClose={onClose} />;
  const about = step === 'cancel' ? `cancelMeans.${request.steps.cancel ?? 'nothing-sent'}` : `step.${step}.about`;
  return (
    <ActionDialog
      title={name}
      about={t(about, { title: titleOf(request.citation) })}
      fields={fieldsOf(step, request, desk)}
      submit={name}
      danger={step === 'cancel'}
      pending={take.isPending}
      error={take.error}
      onSubmit={take.mutate}
      onClose={onClose}
    />
  );
}

const SEND: Readonly<Record<Step, (id: string, body: Record<string, unknown>) => Promise<unknown>>> = {
  renew: renewLoan,
  'not-obtained': notObtained,
  // its own dialog sends it
  correct: () => Promise.resolve(),
  cancel: cancelRequest,
};

function fieldsOf(step: Step, { steps, set }: RequestPage, desk: boolean): readonly Field[] {
  if (step === 'not-obtained') {
    const options = (steps.notObtained ?? []).map((value) => ({ value, label: value }));
    return [
      { name: 'reason', kind: 'choice', required: true, options },
      { name: 'note', kind: 'long-text', required: false },
    ];
  }
  if (step !== 'cancel') return [];
  return [
    // whoever cancels their own need not say why
    ...(desk ? [{ name: 'reason', kind: 'text', required: true } as const] : []),
    ...(set && set.size > 1 ? [{ name: 'whole', kind: 'yes-no', required: false } as const] : []),
  ];
}
