import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { batchesQuery, uploadBatch } from '../../api/batches.ts';
import { demoFile, worldTimeQuery } from '../../api/demo.ts';
import { DropZone } from '../../components/drop-zone.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { BatchView } from './batch-view.tsx';

const route = getRouteApi('/signed-in/upload');

/** Many requests at once, from a CSV file. */
export function UploadPage() {
  const { t } = useTranslation();
  const { batch } = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const upload = useMutation({
    mutationFn: uploadBatch,
    onSuccess: async ({ id }) => {
      await navigate({ to: '/upload', search: { batch: id } });
      await queries.invalidateQueries({ queryKey: batchesQuery.queryKey });
    },
  });
  return (
    <Page title={t('upload.title')} about={t('upload.about')}>
      <DropZone
        label={t('upload.drop')}
        choose={t('upload.choose')}
        hint={t('upload.hint')}
        wrong={t('upload.wrongFile')}
        loading={upload.isPending}
        onFile={upload.mutate}
      />
      <DemoFile onTake={upload.mutate} />
      {upload.error ? <ProblemAlert error={upload.error} title={t('upload.refused')} /> : null}
      {batch ? <BatchView key={batch} id={batch} /> : <Earlier />}
    </Page>
  );
}

/** In a demonstration: the file to begin with. */
function DemoFile({ onTake }: { readonly onTake: (file: File) => void }) {
  const { t } = useTranslation();
  const demo = useQuery(worldTimeQuery);
  const fetching = useMutation({ mutationFn: demoFile, onSuccess: onTake });
  if (!demo.data) return null;
  return (
    <Group justify="center" gap="sm">
      <Text size="sm">{t('demo.file')}</Text>
      <Button size="xs" variant="light" loading={fetching.isPending} onClick={() => fetching.mutate()}>
        {t('demo.takeFile')}
      </Button>
    </Group>
  );
}

/** The files uploaded before. */
function Earlier() {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const batches = useQuery(batchesQuery);
  if (!batches.data?.length) return null;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('upload.earlier')}</Text>
      <List spacing={4}>
        {batches.data.map(({ id, fileName, uploadedAt, lines }) => (
          <List.Item key={id}>
            <Link to="/upload" search={{ batch: id }} className="text-link">
              {fileName || t('upload.noLongerKept')}
            </Link>{' '}
            <Text span size="sm" className="quiet">
              {dateTime(uploadedAt)} · {t('upload.lines', { count: lines })}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
