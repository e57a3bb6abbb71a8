import { Button, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusedQuery, type RefusedMessage } from '../../api/refused.ts';
import { Copy } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';

/** ISO 18626 messages that were not taken: what is wrong with each, and who has to do what about it. */
export function RefusedPage() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(refusedQuery());
  const refused = data?.pages.flatMap((page) => page.refused);
  return (
    <Page
      title={t('refused.title')}
      about={t('refused.about')}
      actions={
        <Button variant="default" onClick={() => void refetch()}>
          {t('refused.again')}
        </Button>
      }
    >
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={6} /> : null}
      {refused ? <Messages refused={refused} /> : null}
      {hasNextPage ? (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('refused.more')}
          </Button>
        </Group>
      ) : null}
    </Page>
  );
}

const COLUMNS = [
  'refusedField.when',
  'refusedField.from',
  'refusedField.wrong',
  'refusedField.remedy',
  'refusedField.message',
] as const;

function Messages({ refused }: { readonly refused: readonly RefusedMessage[] }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const [shown, setShown] = useState<RefusedMessage>();
  if (!refused.length) return <Text className="quiet">{t('refused.nothing')}</Text>;
  return (
    <>
      <WideTable label={t('refused.title')} minWidth={820} columns={COLUMNS.map((column) => t(column))}>
        {refused.map((message) => {
          const { id, at, from, partner, kind, errorType, why } = message;
          return (
            <Table.Tr key={id}>
              <Table.Td miw={110}>{dateTime(at)}</Table.Td>
              <Table.Td className="break-words" miw={150}>
                {partner ?? t('refused.nobody')}
                {from ? (
                  <Text size="sm" className="quiet break-words">
                    {from}
                  </Text>
                ) : null}
              </Table.Td>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {t(`isoError.${errorType}`)}
                </Text>
                <Text size="sm" className="break-words">
                  {why}
                </Text>
                <Text size="xs" className="quiet">
                  {[errorType, kind].filter(Boolean).join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{t(`isoRemedy.${errorType}`)}</Text>
              </Table.Td>
              <Table.Td>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('refused.showOf', { partner: partner ?? t('refused.nobody'), when: dateTime(at) })}
                  onClick={() => setShown(message)}
                >
                  {t('refused.show')}
                </Button>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </WideTable>
      {shown ? <Body message={shown} onClose={() => setShown(undefined)} /> : null}
    </>
  );
}

/** The message as it came, as far as it is kept. */
function Body({ message: { body, size }, onClose }: { readonly message: RefusedMessage; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { number } = useWords();
  return (
    <Dialog title={t('refused.asItCame')} size="lg" onClose={onClose}>
      <Stack>
        <Group justify="space-between">
          <Text size="sm" className="quiet">
            {t('refused.size', { size: number(size) })}
          </Text>
          <Copy value={body} label={t('refused.copy')} />
        </Group>
        <Code block tabIndex={0} mah={420} className="break-words" style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }}>
          {body}
        </Code>
      </Stack>
    </Dialog>
  );
}
