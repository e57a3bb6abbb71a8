import { useTranslation } from 'react-i18next';
import { find, halves, lose, promise, receive, redeem, setLow, takeIn } from '../../api/vouchers.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { useWords } from '../../words/words.ts';
import { REASON } from './booked.ts';

/** Written on the cards, a line each or with blanks between them; either may stay empty. */
export const NEW_CARDS = [
  { name: 'full', kind: 'long-text', required: false },
  { name: 'half', kind: 'long-text', required: false },
] as const;
const ORDER = { name: 'order', kind: 'text', required: true } as const;
export const PLACE = { name: 'branch', kind: 'text', required: false } as const;
const numbersOf = (chosen: readonly string[]) =>
  ({ name: 'numbers', kind: 'long-text', required: true, value: chosen.join('\n') }) as const;

export function TakeInCards() {
  const { t } = useTranslation();
  return (
    <StepButton
      label={t('vouchers.takeIn')}
      about={t('vouchers.takeInAbout')}
      fields={[ORDER, ...NEW_CARDS, PLACE]}
      send={takeIn}
    />
  );
}

export function ReceiveCards() {
  const { t } = useTranslation();
  return (
    <StepButton
      label={t('vouchers.receive')}
      about={t('vouchers.receiveAbout')}
      fields={[
        { name: 'from', kind: 'text', required: true },
        { name: 'lent', kind: 'text', required: true },
        ...NEW_CARDS,
        PLACE,
      ]}
      send={receive}
    />
  );
}

/** By hand where no rule promises: which request, whose card, how many. */
export function PromiseVouchers() {
  const { t } = useTranslation();
  const { money } = useWords();
  const amounts = Array.from({ length: 20 }, (_, at) => ({ value: String(at + 1), label: money(halves(at + 1)) }));
  return (
    <StepButton
      label={t('vouchers.promise')}
      about={t('vouchers.promiseAbout')}
      variant="filled"
      fields={[
        { name: 'requestId', kind: 'text', required: true },
        { name: 'lender', kind: 'text', required: true },
        { name: 'vouchers', kind: 'choice', required: true, options: amounts, value: '2' },
        PLACE,
      ]}
      send={promise}
    />
  );
}

export function ChangeLimit({ low }: { readonly low: number | undefined }) {
  const { t } = useTranslation();
  const { money } = useWords();
  const steps = [...new Set([...Array.from({ length: 20 }, (_, at) => at + 1), ...(low ? [low] : [])])].toSorted((a, b) => a - b);
  const options = [
    { value: 'nobody', label: t('vouchers.nobodyTold') },
    ...steps.map((step) => ({ value: String(step), label: money(halves(step)) })),
  ];
  return (
    <StepButton
      label={t('action.vouchers-low')}
      about={t('vouchers.limitAbout')}
      fields={[{ name: 'fewest', kind: 'choice', required: true, options, value: low === undefined ? 'nobody' : String(low) }]}
      send={setLow}
    />
  );
}

/** What happens to cards that were chosen, or written down here. */
export function StepsOfCards({ chosen }: { readonly chosen: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      <StepButton label={t('vouchers.lose')} about={t('vouchers.loseAbout')} fields={[numbersOf(chosen), REASON]} send={lose} />
      <StepButton label={t('vouchers.find')} about={t('vouchers.findAbout')} fields={[numbersOf(chosen), PLACE]} send={find} />
      <StepButton
        label={t('vouchers.redeem')}
        about={t('vouchers.redeemAbout')}
        fields={[numbersOf(chosen), ORDER]}
        send={redeem}
      />
    </>
  );
}
