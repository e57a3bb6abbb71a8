import { Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { downloadWorkbook, figuresQuery, workbooksQuery, type AskedPeriod } from '../../api/reports.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { FiguresView } from './figures.tsx';

const route = getRouteApi('/signed-in/reports');

/** Figures of a period, and the workbooks to take away. */
export function ReportsPage() {
  const { t } = useTranslation();
  const { day } = useWords();
  const asked = route.useSearch();
  const figures = useQuery({ ...figuresQuery(asked), placeholderData: keepPreviousData });
  const period = figures.data?.period;
  return (
    <Page
      title={t('reports.title')}
      about={
        figures.data && period
          ? t('reports.about', {
              library: figures.data.library.name,
              from: day(period.from),
              to: day(period.to),
              zone: period.timeZone,
            })
          : undefined
      }
    >
      <PeriodPicker asked={asked} shown={period} errors={fieldErrors(figures.error)} />
      <Workbooks period={asked} />
      {figures.error ? <ProblemAlert error={figures.error} onRetry={() => void figures.refetch()} /> : null}
      {figures.isPending ? <Rows count={4} /> : null}
      {figures.data && !figures.error ? <FiguresView figures={figures.data} /> : null}
    </Page>
  );
}

interface PeriodPickerProps {
  readonly asked: AskedPeriod;
  /** What the server took for it, where nothing was said. */
  readonly shown: { readonly from: string; readonly to: string } | undefined;
  readonly errors: Readonly<Record<string, string>>;
}

function PeriodPicker({ asked, shown, errors }: PeriodPickerProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = (part: AskedPeriod): void => {
    const { from, to } = { from: shown?.from, to: shown?.to, ...asked, ...part };
    void navigate({ to: '/reports', search: { ...(from && { from }), ...(to && { to }) }, replace: true });
  };
  // relative to the last day shown, which is the library's own today unless another was asked for
  const today = shown?.to;
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="date"
        label={t('reports.from')}
        value={asked.from ?? shown?.from ?? ''}
        error={errors['from']}
        onChange={(event) => event.currentTarget.value && change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('reports.to')}
        value={asked.to ?? shown?.to ?? ''}
        error={errors['to']}
        onChange={(event) => event.currentTarget.value && change({ to: event.currentTarget.value })}
      />
      {today ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => change({ from: `${today.slice(0, 7)}-01` })}>
            {t('reports.thisMonth')}
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: '/reports', search: {}, replace: true })}>
            {t('reports.thisYear')}
          </Button>
        </Group>
      ) : null}
    </Group>
  );
}

function Workbooks({ period }: { readonly period: AskedPeriod }) {
  const { t } = useTranslation();
  const { data } = useQuery(workbooksQuery);
  const download = useMutation({ mutationFn: (name: string) => downloadWorkbook(name, period) });
  return (
    <Grid>
      {data?.workbooks.map(({ name, title, description }) => (
        <Grid.Col key={name} span={{ base: 12, md: 6 }}>
          <Stack className="surface" p="lg" gap="sm" h="100%">
            <Text fw={600}>{t('reports.workbook', { title })}</Text>
            <Text size="sm" className="quiet">
              {description}
            </Text>
            <Group>
              <Button
                leftSection={<IconDownload size={18} aria-hidden />}
                loading={download.isPending && download.variables === name}
                onClick={() => download.mutate(name)}
              >
                {t('reports.download')}
              </Button>
            </Group>
            {download.error && download.variables === name ? (
              <ProblemAlert error={download.error} title={t('reports.notDownloaded')} />
            ) : null}
          </Stack>
        </Grid.Col>
      ))}
    </Grid>
  );
}
