import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannedItem } from '#lib/contracts';
import type { SupplyAttempt, TaskAction } from '../../api/shapes.ts';
import { carryOut, isProposal } from '../../api/tasks.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useDraft } from '../../components/actions/use-draft.tsx';
import { DeskFees } from '../../components/fees/desk-fees.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { PrintMenu } from '../queue/print-menu.tsx';

interface Done {
  readonly step: string;
  readonly attempt?: SupplyAttempt | undefined;
}

/** What lies on the desk: what it is, what comes next as one button with its fields, and what is printed for it. */
export function ScannedCard({ item, onDone }: { readonly item: ScannedItem; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { word, day, supplier: named } = useWords();
  const queries = useQueryClient();
  const [done, setDone] = useState<Done>();
  const carry = useMutation({
    mutationFn: ({ action, body }: { action: TaskAction; body: Record<string, unknown> }) => carryOut(action, body),
    onSuccess: (answer, { action }) => {
      setDone({ step: action.name, attempt: isProposal(answer) ? undefined : (answer as SupplyAttempt) });
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'scan' }),
  });
  const attempt = done?.attempt ?? item.attempt;
  const { title, requestId, number, state, pieces, restrictions, patronDueDate, branch, next } = item;
  const action = attempt.actions.find(({ name }) => name === next) ?? attempt.actions.find(({ primary }) => primary);
  const undo = done?.attempt?.actions.find(({ name }) => name === 'undo');
  const facts = [
    `${t('scan.number')} ${number}`,
    t('scan.pieces', { count: pieces }),
    attempt.dueDate ? t('scan.dueBack', { day: day(attempt.dueDate) }) : undefined,
    patronDueDate ? t('scan.due', { day: day(patronDueDate) }) : undefined,
    branch ? t('scan.pickUp', { branch }) : undefined,
  ];
  return (
    <Stack component="section" className="surface" p="lg" gap="sm" aria-label={title}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex="1 1 260px" miw={0}>
          <Link to="/requests/$id" params={{ id: requestId }} className="row-link break-words">
            {title}
          </Link>
          <Text size="sm">
            {named(attempt.supplier)} · {t(`attemptStatus.${attempt.status}`)}
          </Text>
          <Text size="sm" className="quiet">
            {facts.filter(Boolean).join(' · ')}
          </Text>
        </Stack>
        {restrictions.length ? (
          <Group gap="xs">
            {restrictions.map((one) => (
              <Badge key={one} color="dark" variant="filled" radius="sm" tt="none">
                {word('loanCondition', one)}
              </Badge>
            ))}
          </Group>
        ) : null}
      </Group>
      {state === 'ended' || state === 'not-waited-for' ? (
        <Alert color="amber" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t(`scan.${state}`)}>
          <Text size="sm">{t(`scan.text.${state}`)}</Text>
        </Alert>
      ) : null}
      {done ? (
        <Alert
          color="leaf"
          variant="light"
          icon={<IconCheck aria-hidden />}
          title={t(done.attempt ? 'actions.done' : 'actions.proposed', { action: word('action', done.step) })}
        >
          <Group gap="sm">
            <Text size="sm">{t('scan.again')}</Text>
            {undo ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowBackUp size={16} aria-hidden />}
                loading={carry.isPending}
                onClick={() => carry.mutate({ action: undo, body: {} })}
              >
                {word('action', 'undo')}
              </Button>
            ) : null}
          </Group>
        </Alert>
      ) : null}
      <DeskFees requestId={requestId} />
      {carry.error ? <ProblemAlert error={carry.error} /> : null}
      {action && !done ? (
        <Step action={action} pending={carry.isPending} error={carry.error} onSubmit={(body) => carry.mutate({ action, body })} />
      ) : null}
      <Group gap="sm">
        <PrintMenu attempts={[attempt.id]} kinds={['arrival', 'band', 'return']} />
        <TaskActions actions={attempt.actions.filter((one) => done !== undefined || one !== action)} about={title} />
      </Group>
    </Stack>
  );
}

interface StepProps {
  readonly action: TaskAction;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (body: Record<string, unknown>) => void;
}

/** The next step with its fields beside each other, on one button. */
function Step({ action, pending, error, onSubmit }: StepProps) {
  const { t } = useTranslation();
  const { word } = useWords();
  const { inputs, submit } = useDraft(action.fields, error, onSubmit);
  const label = word('action', action.name);
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm" maw={560}>
        {inputs}
        <Button type="submit" size="lg" loading={pending}>
          {action.proposes ? t('actions.propose', { action: label }) : label}
        </Button>
      </Stack>
    </form>
  );
}
