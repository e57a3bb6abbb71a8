import { Grid, Progress, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figures } from '../../api/shapes.ts';
import { useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

const share = (part: number, whole: number): number => (whole ? Math.round((part / whole) * 100) : 0);

/** The figures as cards, bars and two small tables. */
export function FiguresView({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const { number, money, word, span } = useWords();
  const { requests, stages, suppliers, rules } = figures;
  const filled = requests.byOutcome.find(({ name }) => name === 'filled')?.count ?? 0;
  const whole = stages.find(({ name }) => name === 'submitted-finished');
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Card
          label={t('figures.requests')}
          value={number(requests.total)}
          note={t('figures.split', { copies: requests.copies, loans: requests.loans })}
        />
        <Card
          label={t('figures.filled')}
          value={number(filled)}
          note={t('figures.share', { percent: share(filled, requests.total) })}
        />
        <Card
          label={t('figures.time')}
          value={whole ? span(whole.median) : '–'}
          note={whole ? t('figures.p90', { span: span(whole.p90) }) : t('figures.noneYet')}
        />
        <Card
          label={t('figures.spent')}
          value={figures.money.map(({ spent }) => money(spent)).join(' + ') || '–'}
          note={t(figures.money.every(({ balance }) => balance.minor === 0) ? 'figures.balanced' : 'figures.unbalanced')}
        />
      </SimpleGrid>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Bars title={t('figures.byRoute')} rows={requests.byRoute.map(({ name, count }) => [word('route', name), count])} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Bars
            title={t('figures.byOutcome')}
            rows={requests.byOutcome.map(({ name, count }) => [word('outcome', name), count])}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Bars
            title={t('figures.rules')}
            rows={rules.map(({ number: nr, text, count, overridden }) => [
              [nr, text, overridden ? t('figures.overridden', { count: overridden }) : ''].filter(Boolean).join(' · '),
              count,
            ])}
            labels="64%"
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stages stages={stages} />
        </Grid.Col>
      </Grid>
      {suppliers.length ? <Suppliers suppliers={suppliers} /> : null}
    </Stack>
  );
}

function Card({ label, value, note }: { readonly label: string; readonly value: string; readonly note: string }) {
  return (
    <Stack className="surface" p="md" gap={2}>
      <Text size="sm" className="quiet">
        {label}
      </Text>
      <Text fz={28} fw={700} lh={1.2} className="break-words">
        {value}
      </Text>
      <Text size="xs" className="quiet">
        {note}
      </Text>
    </Stack>
  );
}

interface BarsProps {
  readonly title: string;
  readonly rows: readonly (readonly [string, number])[];
  /** How much of the width the labels have. */
  readonly labels?: string;
}

/** Counts as bars; the number stands beside each, so nothing is told by length alone. */
function Bars({ title, rows, labels = '46%' }: BarsProps) {
  const { t } = useTranslation();
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <Section title={title}>
      {rows.length ? (
        <Table withRowBorders={false} verticalSpacing={4} fz="sm">
          <Table.Tbody>
            {rows.map(([label, count]) => (
              <Table.Tr key={label}>
                <Table.Th w={labels} fw={400}>
                  {label}
                </Table.Th>
                <Table.Td>
                  <Progress value={(count / most) * 100} size="lg" color="leaf" aria-hidden />
                </Table.Td>
                <Table.Td w={48} ta="right" fw={600}>
                  {count}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <Text className="quiet">{t('figures.noneYet')}</Text>
      )}
    </Section>
  );
}

function Stages({ stages }: { readonly stages: Figures['stages'] }) {
  const { t } = useTranslation();
  const { span } = useWords();
  return (
    <Section title={t('figures.stages')}>
      <Table fz="sm" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('figures.stage')}</Table.Th>
            <Table.Th ta="right">{t('figures.median')}</Table.Th>
            <Table.Th ta="right">{t('figures.p90Short')}</Table.Th>
            <Table.Th ta="right">{t('figures.count')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stages.map(({ name, median, p90, count }) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`stage.${name}`)}</Table.Td>
              <Table.Td ta="right">{span(median)}</Table.Td>
              <Table.Td ta="right">{span(p90)}</Table.Td>
              <Table.Td ta="right">{count}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Suppliers({ suppliers }: { readonly suppliers: Figures['suppliers'] }) {
  const { t } = useTranslation();
  const { span, supplier } = useWords();
  return (
    <Section title={t('figures.suppliers')}>
      <Table.ScrollContainer
        minWidth={460}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('figures.suppliers') } }}
      >
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('figures.supplier')}</Table.Th>
              <Table.Th ta="right">{t('figures.asked')}</Table.Th>
              <Table.Th ta="right">{t('figures.yes')}</Table.Th>
              <Table.Th ta="right">{t('figures.no')}</Table.Th>
              <Table.Th ta="right">{t('figures.noAnswer')}</Table.Th>
              <Table.Th ta="right">{t('figures.daysToAnswer')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {suppliers.map(({ name, asked, yes, no, noAnswer, medianDays }) => (
              <Table.Tr key={name}>
                <Table.Td>{supplier(name)}</Table.Td>
                <Table.Td ta="right">{asked}</Table.Td>
                <Table.Td ta="right">{yes}</Table.Td>
                <Table.Td ta="right">{no}</Table.Td>
                <Table.Td ta="right">{noAnswer}</Table.Td>
                <Table.Td ta="right">{medianDays === undefined ? '–' : span(medianDays)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
