import { Button, Checkbox, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cardQuery, type VoucherCard } from '../../api/vouchers.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay, useSession } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { OfRequest } from './statement-view.tsx';
import { StepsOfCards } from './voucher-steps.tsx';

const route = getRouteApi('/signed-in/money/vouchers');
/** More are shown when asked for. */
const FIRST = 50;

/** Every card that is here, promised, away or lost; those chosen can be noted as lost, found or given back. */
export function VoucherCards({ cards }: { readonly cards: readonly VoucherCard[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { card: asked } = route.useSearch();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const manages = may('vouchers.manage');
  const show = (card: string | undefined): void =>
    void navigate({ to: '/money/vouchers', search: card ? { card } : {}, replace: true, resetScroll: false });
  const toggle = (number: string): void =>
    setChosen(chosen.includes(number) ? chosen.filter((one) => one !== number) : [...chosen, number]);
  const columns = [t('vouchers.card'), t('vouchers.worth'), t('vouchers.place'), t('vouchers.state'), t('vouchers.history')];
  return (
    <Section title={t('vouchers.cards')}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <OneCard onAsk={show} />
        {manages ? (
          <Group gap="xs">
            <StepsOfCards chosen={chosen} />
          </Group>
        ) : null}
      </Group>
      {cards.length ? (
        <WideTable label={t('vouchers.cards')} minWidth={620} fz="sm" columns={columns}>
          {cards.slice(0, all ? cards.length : FIRST).map((card) => (
            <Table.Tr key={card.number}>
              <Table.Th scope="row" fw={400} className="break-words">
                {manages ? (
                  <Checkbox label={card.number} checked={chosen.includes(card.number)} onChange={() => toggle(card.number)} />
                ) : (
                  card.number
                )}
              </Table.Th>
              <Table.Td>{t(`vouchers.${card.denomination}`)}</Table.Td>
              <Table.Td className="break-words">{card.branch ?? t('vouchers.mainDesk')}</Table.Td>
              <Table.Td className="break-words">
                <Standing card={card} />
              </Table.Td>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('vouchers.historyOf', { number: card.number })}
                  onClick={() => show(card.number)}
                >
                  {t('vouchers.history')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      ) : (
        <Text className="quiet">{t('vouchers.noCards')}</Text>
      )}
      {cards.length > FIRST && !all ? (
        <Group>
          <Button variant="default" onClick={() => setAll(true)}>
            {t('common.more')}
          </Button>
        </Group>
      ) : null}
      {asked ? (
        <Dialog title={t('vouchers.historyOf', { number: asked })} onClose={() => show(undefined)}>
          <History number={asked} />
        </Dialog>
      ) : null}
    </Section>
  );
}

function Standing({ card: { status, lender, requestId } }: { readonly card: VoucherCard }) {
  const { t } = useTranslation();
  const state = t(`voucherStatus.${status}`);
  return <OfRequest id={requestId} words={lender ? t('vouchers.stateFor', { state, lender }) : state} />;
}

/** Also for cards that were spent or given back: they are in no list any more. */
function OneCard({ onAsk }: { readonly onAsk: (number: string) => void }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (number.trim()) onAsk(number.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput label={t('vouchers.findCard')} value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
        <Button type="submit" variant="default">
          {t('vouchers.history')}
        </Button>
      </Group>
    </form>
  );
}

function History({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const { user } = useSession();
  const { data, error, isPending } = useQuery(cardQuery(number));
  if (error) return <ProblemAlert error={error} />;
  if (isPending) return <Rows count={3} />;
  const { card, history } = data;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('vouchers.cardNow', { worth: t(`vouchers.${card.denomination}`), state: t(`voucherStatus.${card.status}`) })}
      </Text>
      {history.map(({ at, what, by, lender, requestId, order, reason }, index) => (
        <Stack key={index} gap={0} component="article" className="break-words">
          <Text size="sm" fw={600}>
            <OfRequest id={requestId} words={[t(`voucherEvent.${what}`), lender].filter(Boolean).join(' · ')} />
          </Text>
          <Text size="xs" className="quiet">
            {[
              dateTime(at),
              by ? (by === user.sub ? t('policy.you') : t('policy.account', { id: by.slice(-6) })) : '',
              order ?? '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          {reason ? <Text size="sm">{reason}</Text> : null}
        </Stack>
      ))}
    </Stack>
  );
}
