import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { acceptStatement, moveDeposit, openDeposit, stateDeposit, type Deposit } from '../../api/deposits.ts';
import { minorIn } from '../../components/actions/fields.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { useToday } from '../../words/today.ts';
import { useWords } from '../../words/words.ts';
import { REASON, useBooked } from './booked.ts';

interface OfDeposit {
  readonly deposit: Deposit;
}
const accountOf = ({ provider, balance: { currency } }: Deposit) => ({ provider, currency });

/** Opens an account that nothing was charged to yet. */
export function OpenAccount() {
  const { t } = useTranslation();
  return (
    <StepButton
      label={t('deposit.open')}
      about={t('deposit.openAbout')}
      variant="filled"
      fields={[
        { name: 'holder', kind: 'text', required: true },
        { name: 'currency', kind: 'text', required: true, value: 'USD' },
        { name: 'low', kind: 'number', required: false },
      ]}
      send={({ holder, currency, low }) => {
        const code = typeof currency === 'string' ? currency.toUpperCase() : '';
        const minor = typeof low === 'number' ? minorIn(String(low), code) : undefined;
        return openDeposit(
          { provider: typeof holder === 'string' ? holder : '', currency: code },
          minor === undefined ? undefined : { minor, currency: code },
        );
      }}
    />
  );
}

/** Opens one that something was charged to. */
export function OpenNamed({ deposit }: OfDeposit) {
  const { t } = useTranslation();
  const account = accountOf(deposit);
  return (
    <StepButton
      label={t('deposit.openIt')}
      spoken={t('deposit.openOf', { account: t('deposit.account', account) })}
      about={t('deposit.limitAbout')}
      variant="filled"
      fields={[{ name: 'low', kind: 'money', required: false, currency: account.currency }]}
      send={({ low }) => openDeposit(account, low)}
    />
  );
}

/** What is done with an account that is open. */
export function DepositSteps({ deposit }: OfDeposit) {
  const { t } = useTranslation();
  const today = useToday();
  const account = accountOf(deposit);
  const { provider, currency } = account;
  const named = { account: t('deposit.account', account) };
  const [, on, reference] = useBooked(undefined);
  return (
    <>
      <StepButton
        label={t('deposit.move')}
        spoken={t('deposit.moveOf', named)}
        about={t('deposit.moveAbout', { provider })}
        fields={[
          {
            name: 'direction',
            kind: 'choice',
            required: true,
            value: 'went',
            options: [
              { value: 'went', label: t('deposit.went') },
              { value: 'came', label: t('deposit.came') },
            ],
          },
          { name: 'amount', kind: 'money', required: true, currency },
          on!,
          reference!,
        ]}
        send={moveDeposit(account)}
      />
      <StepButton
        label={t('deposit.state')}
        spoken={t('deposit.stateOf', named)}
        about={t('deposit.stateAbout', { provider })}
        fields={[
          { name: 'says', kind: 'money', required: true, currency },
          { name: 'statedOn', kind: 'date', required: true, value: today },
        ]}
        send={stateDeposit(account)}
      />
      <StepButton
        label={t('deposit.setLimit')}
        spoken={t('deposit.setLimitOf', named)}
        about={t('deposit.limitAbout')}
        fields={[{ name: 'low', kind: 'money', required: false, currency, value: deposit.low }]}
        send={({ low }) => openDeposit(account, low)}
      />
    </>
  );
}

export function AcceptStatement({ deposit }: OfDeposit) {
  const { t } = useTranslation();
  const { money } = useWords();
  const { says, books } = deposit.stated!;
  return (
    <Group>
      <StepButton
        label={t('deposit.accept')}
        about={t('deposit.acceptAbout', { amount: money({ ...says, minor: says.minor - books.minor }) })}
        size="compact-sm"
        fields={[REASON]}
        send={acceptStatement(accountOf(deposit))}
      />
    </Group>
  );
}
