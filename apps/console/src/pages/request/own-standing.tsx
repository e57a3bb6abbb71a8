import { Alert, Button, DataList, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestPage } from '../../api/shapes.ts';
import { Section } from '../../components/section.tsx';
import { feeAsked, feeStanding } from '../../words/fees.ts';
import { useWords } from '../../words/words.ts';
import { StepDialog, useOpenSteps, useStepName, type Step } from './steps.tsx';

/** For the patron, in plain words: how it stands, what comes next and by when, and what they can do about it. */
export function OwnStanding({ request }: { readonly request: RequestPage }) {
  const { t } = useTranslation();
  const { day, dateTime, money } = useWords();
  const { fee, reason: said, status, next, loan, pickup, wishes, url, timeline } = request;
  const why = timeline.findLast(({ data }) => said !== undefined && data['reason'] === said);
  const reason = (why && feeAsked(t, why, money)) ?? said;
  const waits = status === 'ready' || status === 'finished';
  const until = next.by && (next.by.length === 10 ? day(next.by) : dateTime(next.by));
  const lines: readonly [string, string | undefined][] = [
    ['own.due', loan?.due && next.what === 'bring-back' ? day(loan.due) : undefined],
    ['own.pickup', next.what === 'open-copy' || url ? undefined : wishes.homeDelivery ? t('wishes.homeDelivery') : pickup?.name],
    ['own.fee', fee && feeStanding(t, fee, money)],
    ['own.pieces', wishes.pieces > 1 ? String(wishes.pieces) : undefined],
  ];
  const shown = lines.filter(([, value]) => value);
  return (
    <Section title={t('request.now')}>
      <Stack gap={4}>
        <Text fw={600}>{t(`patronStatus.${status}`)}</Text>
        {reason && !waits ? <Text className="quiet">{reason}</Text> : null}
      </Stack>
      {loan ? <LoanNews loan={loan} /> : null}
      {next.what === 'nothing' ? null : (
        <Text>
          <strong>{t('own.next')}</strong> {until ? t(`next.${next.what}.by`, { when: until }) : t(`next.${next.what}`)}
        </Text>
      )}
      {shown.length ? (
        <DataList orientation="horizontal" size="sm" styles={{ itemLabel: { minWidth: 144 } }}>
          {shown.map(([key, value]) => (
            <DataList.Item key={key}>
              <DataList.ItemLabel className="quiet">{t(key)}</DataList.ItemLabel>
              <DataList.ItemValue className="break-words">{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
      ) : null}
      <OwnSteps request={request} />
    </Section>
  );
}

/** What the patron should know of their loan: that it is wanted back, late, or what was answered when they asked to keep it. */
function LoanNews({ loan: { recalled, overdue, renewal } }: { readonly loan: NonNullable<RequestPage['loan']> }) {
  const { t } = useTranslation();
  const urgent = recalled ? 'own.recalled' : overdue ? 'own.overdue' : undefined;
  return (
    <>
      {urgent ? (
        <Alert color="amber" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {t(urgent)}
        </Alert>
      ) : null}
      {renewal ? <Text>{t(`renewal.${renewal}`)}</Text> : null}
    </>
  );
}

function OwnSteps({ request }: { readonly request: RequestPage }) {
  const steps = useOpenSteps(request);
  const name = useStepName();
  const [open, setOpen] = useState<Step>();
  if (!steps.length) return null;
  return (
    <Group gap="sm">
      {steps.map((step, index) => (
        <Button
          key={step}
          variant={index === 0 && step === 'renew' ? 'filled' : 'default'}
          c={step === 'cancel' ? 'var(--mantine-color-error)' : undefined}
          h="auto"
          mih={40}
          py={6}
          styles={{ label: { whiteSpace: 'normal' } }}
          onClick={() => setOpen(step)}
        >
          {name(step)}
        </Button>
      ))}
      {open ? <StepDialog step={open} request={request} onClose={() => setOpen(undefined)} /> : null}
    </Group>
  );
}
