import { Button, Group, List, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconFileTypeCsv, IconUpload, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { batchesQuery, uploadBatch } from '../../api/batches.ts';
import { demoFile, worldTimeQuery } from '../../api/demo.ts';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { BatchView } from './batch-view.tsx';

const route = getRouteApi('/signed-in/upload');
const MOST_BYTES = 10 * 1024 * 1024;
/** Windows calls CSV an Excel file, some browsers call it nothing. */
const TYPES = { 'text/csv': ['.csv'], 'text/plain': ['.csv', '.txt'], 'application/vnd.ms-excel': ['.csv'] };

/** Many requests at once, from a CSV file. */
export function UploadPage() {
  const { t } = useTranslation();
  const { batch } = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [wrongFile, setWrongFile] = useState(false);
  const upload = useMutation({
    mutationFn: uploadBatch,
    onSuccess: async ({ id }) => {
      await navigate({ to: '/upload', search: { batch: id } });
      await queries.invalidateQueries({ queryKey: batchesQuery.queryKey });
    },
  });
  const take = ([file]: readonly File[]): void => {
    setWrongFile(false);
    if (file) upload.mutate(file);
  };
  return (
    <Page title={t('upload.title')} about={t('upload.about')}>
      <Dropzone
        onDrop={take}
        onReject={() => setWrongFile(true)}
        accept={TYPES}
        maxSize={MOST_BYTES}
        maxFiles={1}
        multiple={false}
        loading={upload.isPending}
        className="surface"
        p="xl"
        inputProps={{ 'aria-label': t('upload.choose') }}
        aria-label={t('upload.drop')}
      >
        <Group justify="center" gap="md" mih={120} style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={44} aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Reject>
            <IconX size={44} aria-hidden />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileTypeCsv size={44} aria-hidden />
          </Dropzone.Idle>
          <Stack gap={2}>
            <Text fw={600}>{t('upload.drop')}</Text>
            <Text size="sm" className="quiet">
              {t('upload.hint')}
            </Text>
          </Stack>
        </Group>
      </Dropzone>
      <DemoFile onTake={(file) => take([file])} />
      {wrongFile ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {t('upload.wrongFile')}
        </Text>
      ) : null}
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
