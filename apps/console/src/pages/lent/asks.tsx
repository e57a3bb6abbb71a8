import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LentItem } from '../../api/lent.ts';
import { halves } from '../../api/vouchers.ts';
import { useWords } from '../../words/words.ts';

interface AsksProps {
  readonly asks: NonNullable<LentItem['asks']>;
  readonly charged: LentItem['charged'];
  readonly service: LentItem['service'];
}

/** What we ask for it, by which rules of the charges policy, who pays the way back, and whether it has been charged. */
export function Asks({ asks: { means, amount, halves: asked, returnPostage, rules, why }, charged, service }: AsksProps) {
  const { t } = useTranslation();
  const { money } = useWords();
  // no rule says anything: nothing is asked, and nothing is to be said of it
  if (!means && !returnPostage && !why) return null;
  const by = rules.map(({ id }) => id).join(', ');
  const sum = asked ? money(halves(asked)) : amount ? money(amount) : undefined;
  const said = sum
    ? t(`lentAsks.${means === 'vouchers' ? 'vouchers' : 'amount'}`, { sum, means: t(`means.${means!}`) })
    : undefined;
  const parts = [
    said ??
      (means ? t(means === 'reciprocity' ? 'lentAsks.nothing' : 'lentAsks.open', { means: t(`means.${means}`) }) : undefined),
    returnPostage && service === 'loan'
      ? t(`lentAsks.back-${returnPostage.paidBy}`, { sum: returnPostage.amount ? money(returnPostage.amount) : '' })
      : undefined,
    why ? t('lentAsks.person', { why }) : undefined,
    charged ? t(`lentAsks.${charged}`) : undefined,
  ].filter(Boolean);
  return (
    <Text size="sm" className="quiet break-words" title={rules.map(({ reason }) => reason).join(' ')}>
      {t('lentAsks.asks', { what: parts.join(' · ') })}
      {by ? ` (${by})` : ''}
    </Text>
  );
}
