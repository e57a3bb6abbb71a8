import { Button, Checkbox, Fieldset, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, type VoucherCard, type VoucherStock } from '../../api/vouchers.ts';
import { useDraft } from '../../components/actions/use-draft.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { NEW_CARDS } from './voucher-steps.tsx';

const FIELDS = [...NEW_CARDS, { name: 'reason', kind: 'text', required: true } as const];

/** Counting by hand: tick what lies there, write down what nobody knew of, say why. */
export function CountCards({ stock }: { readonly stock: VoucherStock }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('vouchers.count')}
      </Button>
      {asking ? <Count stock={stock} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function Count({ stock, onClose }: { readonly stock: VoucherStock; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const places = stock.branches.length ? stock.branches.map(({ branch }) => branch ?? '') : [''];
  const [place, setPlace] = useState(places[0]!);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const lies = stock.cards.filter((card) => LYING.has(card.status) && (card.branch ?? '') === place);
  const step = useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      count(
        lies.filter(({ number }) => !missing.includes(number)).map(({ number, denomination }) => ({ number, denomination })),
        { ...body, branch: place },
      ),
    onSuccess: async () => {
      onClose();
      notifications.show({ color: 'leaf', title: t('actions.done', { action: t('vouchers.count') }), message: '' });
      await queries.invalidateQueries();
    },
  });
  const { inputs, elsewhere, submit } = useDraft(FIELDS, step.error, (body) => step.mutate(body));
  return (
    <Dialog title={t('vouchers.count')} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('vouchers.countAbout')}</Text>
          {places.length > 1 ? (
            <NativeSelect
              label={t('vouchers.place')}
              value={place}
              data={places.map((value) => ({ value, label: value || t('vouchers.mainDesk') }))}
              onChange={(event) => {
                setPlace(event.currentTarget.value);
                setMissing([]);
              }}
            />
          ) : null}
          <Lying cards={lies} missing={missing} onChange={setMissing} />
          {elsewhere ? <ProblemAlert error={step.error} /> : null}
          {inputs}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={step.isPending}>
              {missing.length ? t('vouchers.countMissing', { count: missing.length }) : t('vouchers.count')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
/** What is promised lies in the drawer until it is sent. */
const LYING: ReadonlySet<string> = new Set(['held', 'reserved']);

interface LyingProps {
  readonly cards: readonly VoucherCard[];
  readonly missing: readonly string[];
  readonly onChange: (missing: readonly string[]) => void;
}

function Lying({ cards, missing, onChange }: LyingProps) {
  const { t } = useTranslation();
  if (!cards.length) return null;
  return (
    <Fieldset legend={t('vouchers.shouldLie')}>
      <Stack gap="xs">
        {cards.map(({ number, denomination }) => (
          <Checkbox
            key={number}
            label={`${number} · ${t(`vouchers.${denomination}`)}`}
            checked={!missing.includes(number)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? missing.filter((one) => one !== number) : [...missing, number])
            }
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
