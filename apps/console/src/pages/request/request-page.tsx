import { Alert, Anchor, Grid, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconExternalLink, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { requestQuery } from '../../api/requests.ts';
import type { RequestPage as RequestDetails } from '../../api/shapes.ts';
import { Conversation } from '../../components/conversation/conversation.tsx';
import { DeskFees } from '../../components/fees/desk-fees.tsx';
import { FeesOf } from '../../components/fees/fees-of.tsx';
import { Page } from '../../components/page.tsx';
import { PagePending } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../shell/session-context.ts';
import { authorsOf, sourceOf, titleOf } from '../../words/citation.ts';
import { AtItsLibrary } from './at-its-library.tsx';
import { Attempts } from './attempts.tsx';
import { Decisions } from './decisions.tsx';
import { Details } from './details.tsx';
import { MoneyOfRequest } from './money.tsx';
import { OwnStanding } from './own-standing.tsx';
import { Question } from './question.tsx';
import { RequestMenu } from './request-menu.tsx';
import { RequestTimeline } from './request-timeline.tsx';
import { Together } from './together.tsx';
import { WaitingTasks } from './waiting-tasks.tsx';

const route = getRouteApi('/signed-in/requests/$id');

/** All there is to know of one request, as it moves. */
export function RequestPage() {
  const { id } = route.useParams();
  const request = useQuery(requestQuery(id));
  if (request.data)
    return (
      <AtItsLibrary library={request.data.library}>
        <RequestView request={request.data} problem={request.error} />
      </AtItsLibrary>
    );
  return request.error ? <ProblemAlert error={request.error} onRetry={() => void request.refetch()} /> : <PagePending />;
}

function RequestView({ request, problem }: { readonly request: RequestDetails; readonly problem: Error | null }) {
  const { t } = useTranslation();
  const may = useMay();
  // whoever does not see how it is being filled is told in plain words: patrons, and people of a branch
  const plain = !may('attempts.read');
  const { citation, status } = request;
  return (
    <Page
      title={titleOf(citation)}
      about={[authorsOf(citation), sourceOf(citation)].filter(Boolean).join(' · ')}
      actions={
        <Group gap="sm">
          <StatusBadge status={status} size="lg" />
          {plain ? null : <RequestMenu request={request} />}
        </Group>
      }
    >
      {problem ? <ProblemAlert error={problem} title={t('request.stale')} /> : null}
      <Banners request={request} />
      {request.question ? <Question id={request.id} question={request.question} /> : null}
      {may('attempts.tasks', 'decisions.tasks') ? <WaitingTasks id={request.id} /> : null}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            {plain ? <OwnStanding request={request} /> : null}
            <FeesHere request={request} />
            <Together request={request} />
            {may('decisions.read') ? <Decisions id={request.id} updatedAt={request.updatedAt} /> : null}
            {may('attempts.read') ? <Attempts id={request.id} updatedAt={request.updatedAt} /> : null}
            {may('ledger.read') ? <MoneyOfRequest id={request.id} updatedAt={request.updatedAt} /> : null}
            <Details request={request} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Conversation requestId={request.id} />
            <RequestTimeline entries={request.timeline} plain={plain} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** For the desk: what the patron pays for this one, and owes in all. */
function FeesHere({ request: { id, fee, patronRef } }: { readonly request: RequestDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!fee || !may('fees.take')) return null;
  return (
    <Section title={t('fees.title')}>
      <DeskFees requestId={id} />
      {may('fees.read') ? <FeesOf patronRef={patronRef} /> : null}
    </Section>
  );
}

/** What should not be missed. */
function Banners({ request: { verification, url, status } }: { readonly request: RequestDetails }) {
  const { t } = useTranslation();
  return (
    <>
      {verification?.retracted ? (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('request.retracted')}>
          <Text size="sm">
            {t('request.retractedText')}{' '}
            {verification.retractionNotice ? (
              <Anchor
                inherit
                underline="always"
                href={`https://doi.org/${verification.retractionNotice}`}
                target="_blank"
                rel="noreferrer"
              >
                {t('request.retractionNotice')}
              </Anchor>
            ) : null}
          </Text>
        </Alert>
      ) : null}
      {url && ['ready', 'finished', 'closed'].includes(status) ? (
        <Alert color="leaf" variant="light" icon={<IconExternalLink aria-hidden />} title={t('request.there')}>
          <Anchor underline="always" href={url} target="_blank" rel="noreferrer" className="break-words">
            {t('request.open')}
          </Anchor>
        </Alert>
      ) : null}
      {verification?.status === 'incomplete' ? (
        <Alert color="amber" variant="light" icon={<IconInfoCircle aria-hidden />} title={t('request.incomplete')}>
          <Text size="sm">{verification.notes.join(' ')}</Text>
        </Alert>
      ) : null}
    </>
  );
}
