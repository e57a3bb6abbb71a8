import { List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lentDetailsQuery, type LentDetails } from '../../api/lent.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';

interface DetailsProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** What is asked for, where it is to go, and what has been done and said. */
export function LentDetailsDialog({ id, title, onClose }: DetailsProps) {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery(lentDetailsQuery(id));
  return (
    <Dialog title={title} size="lg" onClose={onClose}>
      <Stack>
        {error ? <ProblemAlert error={error} /> : null}
        {isPending ? <Rows count={3} /> : null}
        {data ? (
          <>
            <Asked details={data} />
            <Title order={3} size="h5">
              {t('lent.steps')}
            </Title>
            <Steps steps={data.steps} />
          </>
        ) : null}
      </Stack>
    </Dialog>
  );
}

function Asked({ details: { citation, asked, carrier, tracking } }: { readonly details: LentDetails }) {
  const { t } = useTranslation();
  const { word, money } = useWords();
  const { authors, container, volume, issue, pages, year, edition, publisher, isbn, issn, doi, oclc } = citation;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [word('field', 'authors'), authors.join('; ')],
    [word('field', 'container'), container],
    [word('field', 'volume'), [volume, issue].filter(Boolean).join(' / ')],
    [word('field', 'pages'), pages],
    [word('field', 'year'), [year, edition, publisher].filter(Boolean).join(', ')],
    [word('field', 'isbn'), isbn.join(', ')],
    [word('field', 'issn'), issn.join(', ')],
    [word('field', 'doi'), doi],
    [word('field', 'oclc'), oclc],
    [word('field', 'maxCost'), asked.maxCost && money(asked.maxCost)],
    [word('field', 'note'), asked.note],
    [t('lent.subTypes'), asked.subTypes?.join(', ')],
    [t('lent.sendTo'), asked.deliverTo?.join(', ')],
    [word('field', 'tracking'), [carrier, tracking].filter(Boolean).join(' ')],
  ];
  return (
    <Stack gap={2}>
      <Title order={3} size="h5">
        {t('lent.asked')}
      </Title>
      {lines.map(([name, value]) =>
        value ? (
          <Text key={name} size="sm" className="break-words">
            <Text span className="quiet">
              {name}:{' '}
            </Text>
            {value}
          </Text>
        ) : null,
      )}
    </Stack>
  );
}

function Steps({ steps }: { readonly steps: LentDetails['steps'] }) {
  const { dateTime, word } = useWords();
  return (
    <List spacing={4} size="sm">
      {steps.map(({ at, what, text }, index) => (
        <List.Item key={`${at} ${what} ${index}`}>
          {word('lentStep', what)}
          {text ? `: ${text}` : ''}{' '}
          <Text span size="xs" className="quiet">
            {dateTime(at)}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
