import { Alert, Badge, Group, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { halves, promiseStep, slipFile, stockQuery, worth, type VoucherCard, type VoucherStock } from '../../api/vouchers.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { DownloadButton } from '../../components/download-button.tsx';
import { useAskedFor } from '../../components/asked-for.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { OfRequest } from './statement-view.tsx';
import { AwaitedCards } from './voucher-awaited.tsx';
import { CountCards } from './voucher-count.tsx';
import { VoucherCards } from './voucher-cards.tsx';
import { ChangeLimit, PromiseVouchers, ReceiveCards, TakeInCards } from './voucher-steps.tsx';

const route = getRouteApi('/signed-in/money/vouchers');

/** The drawer of IFLA vouchers: how many are left, where they go, and every card. */
export function VouchersPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery(stockQuery);
  return (
    <Page
      title={t('books.page.vouchers')}
      about={t('vouchers.about')}
      actions={data && may('vouchers.manage') ? <PromiseVouchers /> : null}
    >
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={5} /> : null}
      {data ? (
        <>
          <UnderWay cards={data.cards} />
          <AwaitedCards />
          <Drawer stock={data} />
          <VoucherCards cards={data.cards} />
        </>
      ) : null}
    </Page>
  );
}

/** What was promised or sent, one line a parcel or letter, with what comes next. */
function UnderWay({ cards }: { readonly cards: readonly VoucherCard[] }) {
  const { t } = useTranslation();
  const promises = [
    ...Map.groupBy(
      cards.filter(({ promise, status }) => promise && UNDER_WAY.has(status)),
      ({ promise }) => promise!,
    ),
  ];
  return (
    <Section title={t('vouchers.underWay')}>
      {promises.length ? null : <Text className="quiet">{t('vouchers.noneUnderWay')}</Text>}
      <Stack gap="md">
        {promises.map(([promise, own]) => (
          <Promised key={promise} promise={promise} cards={own} />
        ))}
      </Stack>
    </Section>
  );
}
const UNDER_WAY: ReadonlySet<string> = new Set(['reserved', 'in-transit']);

function Promised({ promise, cards }: { readonly promise: string; readonly cards: readonly VoucherCard[] }) {
  const { t } = useTranslation();
  const { money } = useWords();
  const may = useMay();
  const asked = route.useSearch({ select: ({ promise: one }) => one });
  const here = useAskedFor<HTMLDivElement>(asked === promise);
  const [{ status, lender = '', requestId } = cards[0]!] = cards;
  const sent = status === 'in-transit';
  const about = t('vouchers.for', { vouchers: money(worth(cards)), lender });
  return (
    <Group {...here} component="article" justify="space-between" gap="sm" align="flex-start">
      <Stack gap={2} miw={0} flex="1 1 260px" className="break-words">
        <Group gap="xs">
          <Text fw={600}>
            <OfRequest id={requestId} words={about} />
          </Text>
          <Badge variant="light" className="status-badge" data-tone={sent ? 'blue' : 'amber'}>
            {t(`voucherStatus.${status}`)}
          </Badge>
        </Group>
        <Text size="sm" className="quiet">
          {t('vouchers.cardsNamed', { numbers: cards.map(({ number }) => number).join(', ') })}
        </Text>
      </Stack>
      <Group gap="xs">
        <DownloadButton path={slipFile(promise)} name="vouchers.pdf" label={t('vouchers.slip')} />
        {may('vouchers.manage') ? (
          <TaskActions
            about={about}
            actions={
              sent
                ? [promiseStep(promise, 'accept', true), promiseStep(promise, 'come-back')]
                : [promiseStep(promise, 'send', true), promiseStep(promise, 'release')]
            }
          />
        ) : null}
      </Group>
    </Group>
  );
}

/** How many lie where; those lost are no longer counted. */
function Drawer({ stock }: { readonly stock: VoucherStock }) {
  const { t } = useTranslation();
  const { money } = useWords();
  const may = useMay();
  const { low, isLow, branches, held } = stock;
  const columns = [t('vouchers.place'), t('vouchers.free'), t('vouchers.promised'), t('vouchers.away')];
  return (
    <Section title={t('vouchers.drawer')}>
      {isLow && low !== undefined ? (
        <Alert
          color="amber"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('vouchers.low', { held: money(halves(held)) })}
        >
          {t('vouchers.lowAbout', { low: money(halves(low)) })}
        </Alert>
      ) : null}
      {branches.length ? (
        <WideTable label={t('vouchers.drawer')} minWidth={280} fz="sm" columns={columns} amounts={columns.slice(1)}>
          {branches.map((one) => (
            <Table.Tr key={one.branch ?? ''}>
              <Table.Th scope="row" fw={400} className="break-words">
                {one.branch ?? t('vouchers.mainDesk')}
              </Table.Th>
              <Counts of={one} />
            </Table.Tr>
          ))}
          {branches.length > 1 ? (
            <Table.Tr>
              <Table.Th scope="row">{t('vouchers.all')}</Table.Th>
              <Counts of={stock} strong />
            </Table.Tr>
          ) : null}
        </WideTable>
      ) : (
        <Text className="quiet">{t('vouchers.noCards')}</Text>
      )}
      <Text size="sm" className="quiet">
        {low === undefined ? t('vouchers.noLimit') : t('vouchers.limit', { low: money(halves(low)) })}
      </Text>
      {may('vouchers.manage') ? (
        <Group gap="xs">
          <TakeInCards />
          <ReceiveCards />
          <CountCards stock={stock} />
          <ChangeLimit low={low} />
        </Group>
      ) : null}
    </Section>
  );
}

interface CountsProps {
  readonly of: Pick<VoucherStock, 'held' | 'reserved' | 'inTransit'>;
  readonly strong?: boolean;
}

function Counts({ of: { held, reserved, inTransit }, strong = false }: CountsProps) {
  const { vouchers } = useWords();
  return (
    <>
      {[held, reserved, inTransit].map((count, index) => (
        <Table.Td key={index} className="amount" fw={strong || !index ? 700 : 400}>
          {vouchers(count)}
        </Table.Td>
      ))}
    </>
  );
}
