import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { approvals, manualEntriesQuery, reverseEntry, setManualLimit, type ManualEntry } from '../../api/manual-entries.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useAskedFor } from '../../components/asked-for.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay, useSession } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { REASON } from './booked.ts';
import { EntryLines } from './entry-lines.tsx';
import { OfRequest } from './statement-view.tsx';
import { WriteEntry } from './write-entry.tsx';

const route = getRouteApi('/signed-in/money/by-hand');
const TONES = { proposed: 'amber', posted: 'leaf', refused: 'gray', 'reversal-proposed': 'amber', reversed: 'gray' } as const;

/** Entries that people write: small ones at once, others once a second person approves. */
export function ByHandPage() {
  const { t } = useTranslation();
  const { number, money } = useWords();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery(manualEntriesQuery);
  return (
    <Page title={t('books.page.byHand')} about={t('byHand.about')}>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={5} /> : null}
      {data ? (
        <>
          <Group gap="sm">
            <Text size="sm">{data.limit ? t('byHand.limit', { limit: number(data.limit) }) : t('byHand.noLimit')}</Text>
            {may('manual.limit') ? (
              <StepButton
                label={t('byHand.setLimit')}
                about={t('byHand.setLimitAbout')}
                size="compact-sm"
                fields={[{ name: 'limit', kind: 'number', required: true, value: data.limit }]}
                send={setManualLimit}
              />
            ) : null}
          </Group>
          {data.limit && data.alone.length ? (
            <Text size="sm" className="quiet">
              {t('byHand.alone', { amounts: data.alone.map(money).join(', ') })}
            </Text>
          ) : null}
          {may('manual.propose') ? <WriteEntry accounts={data.accounts} /> : null}
          <Section title={t('byHand.entries')}>
            {data.entries.length ? null : <Text className="quiet">{t('byHand.none')}</Text>}
            <Stack gap="lg">
              {data.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </Stack>
            {data.more ? <Text className="quiet">{t('byHand.more')}</Text> : null}
          </Section>
        </>
      ) : null}
    </Page>
  );
}

function Entry({ entry }: { readonly entry: ManualEntry }) {
  const { t } = useTranslation();
  const { dateTime, money } = useWords();
  const { user } = useSession();
  const may = useMay();
  const asked = route.useSearch({ select: ({ entry: one }) => one });
  const here = useAskedFor<HTMLDivElement>(asked === entry.id);
  const { id, status, at, by, reason, requestId, lines, approvedBy, waits: why, refused, reversal } = entry;
  const who = (account: string): string =>
    account === user.sub ? t('policy.you') : t('policy.account', { id: account.slice(-6) });
  const waits = status === 'proposed' || status === 'reversal-proposed';
  return (
    <Stack {...here} gap={4} component="article" className="break-words">
      <Group gap="xs">
        <Text fw={600}>
          <OfRequest id={requestId} words={reason} />
        </Text>
        <Badge variant="light" className="status-badge" data-tone={TONES[status]}>
          {t(`manualStatus.${status}`)}
        </Badge>
      </Group>
      <Text size="xs" className="quiet">
        {[
          dateTime(at),
          t('byHand.proposedBy', { who: who(by) }),
          approvedBy ? t('byHand.approvedBy', { who: who(approvedBy) }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {why?.already ? <Text size="sm">{t('byHand.together', { amount: money(why.already) })}</Text> : null}
      {reversal ? <Text size="sm">{t('byHand.takenBack', { who: who(reversal.by), reason: reversal.reason })}</Text> : null}
      {refused ? <Text size="sm">{t('byHand.refused', { who: who(refused.by), reason: refused.reason })}</Text> : null}
      <EntryLines lines={lines} />
      <Group gap="xs">
        {waits && may('manual.approve') ? <TaskActions about={reason} size="xs" actions={approvals(id)} /> : null}
        {status === 'posted' && may('manual.propose') ? (
          <StepButton
            label={t('byHand.takeBack')}
            spoken={t('byHand.takeBackOf', { reason })}
            about={t('byHand.takeBackAbout')}
            size="compact-sm"
            fields={[REASON]}
            send={reverseEntry(id)}
          />
        ) : null}
      </Group>
    </Stack>
  );
}
