import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lentDetailsQuery, lentToQuery, type LentItem } from '../../api/lent.ts';
import { unitsOf } from '../../components/actions/fields.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { EMPTY_LINE, type LineDraft } from './invoice-draft.ts';

interface LentPickerProps {
  /** The library that is to pay, by its symbol. */
  readonly borrower: string;
  readonly currency: string;
  /** Those that stand on the invoice already. */
  readonly taken: readonly string[];
  readonly onPick: (lines: readonly Omit<LineDraft, 'key'>[]) => void;
}

/** Chooses from what was lent to the library that is to pay; what each cost, where its desk noted it, comes along. */
export function LentPicker({ borrower, ...of }: LentPickerProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" size="sm" disabled={!borrower} onClick={() => setAsking(true)}>
        {borrower ? t('invoice.pickLentTo', { debtor: borrower }) : t('invoice.pickLent')}
      </Button>
      {asking ? (
        <Dialog title={t('invoice.pickLentTo', { debtor: borrower })} size="lg" onClose={() => setAsking(false)}>
          <Picker borrower={borrower} {...of} onClose={() => setAsking(false)} />
        </Dialog>
      ) : null}
    </>
  );
}

/** Nothing of ours is over there yet, or it never went. */
const NOTHING_SENT: ReadonlySet<LentItem['status']> = new Set([
  'asked',
  'conditional',
  'try-later',
  'promised',
  'pulled',
  'unfilled',
  'cancelled',
]);

function Picker({ borrower, currency, taken, onPick, onClose }: LentPickerProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { day } = useWords();
  const queries = useQueryClient();
  const { data, error, isPending } = useQuery(lentToQuery(borrower));
  const [chosen, setChosen] = useState<readonly LentItem[]>([]);
  const lineOf = async (item: LentItem): Promise<Omit<LineDraft, 'key'>> => {
    // what is lent by a system elsewhere has no details here
    const cost = item.version ? (await queries.fetchQuery(lentDetailsQuery(item.id))).cost : undefined;
    const words = { title: item.title, day: day(item.askedAt) };
    return {
      ...EMPTY_LINE,
      lent: item.id,
      what: item.service === 'copy' ? t('invoice.copyOf', words) : t('invoice.loanOf', words),
      amount: cost?.currency === currency && cost.minor > 0 ? unitsOf(cost) : '',
    };
  };
  const pick = useMutation({
    mutationFn: () => Promise.all(chosen.map(lineOf)),
    onSuccess: (lines) => {
      onPick(lines);
      onClose();
    },
  });
  if (error) return <ProblemAlert error={error} />;
  if (isPending) return <Rows count={4} />;
  const sent = data.lent.filter(({ id, status }) => !NOTHING_SENT.has(status) && !taken.includes(id));
  return (
    <Stack>
      {sent.length ? null : <Text className="quiet">{t('invoice.nothingLent', { debtor: borrower })}</Text>}
      {sent.map((item) => (
        <Checkbox
          key={item.id}
          label={item.title}
          description={`${t(`lentStatus.${item.status}`)} · ${day(item.askedAt)}`}
          checked={chosen.includes(item)}
          onChange={({ currentTarget: { checked } }) =>
            setChosen(checked ? [...chosen, item] : chosen.filter((one) => one !== item))
          }
        />
      ))}
      {data.more ? <Text className="quiet">{t('ifm.more')}</Text> : null}
      {pick.error ? <ProblemAlert error={pick.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!chosen.length} loading={pick.isPending} onClick={() => pick.mutate()}>
          {t('invoice.addChosen', { count: chosen.length })}
        </Button>
      </Group>
    </Stack>
  );
}
