import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allocateFund, type Profile } from '../../../api/set-up.ts';
import { useMay } from '../../../shell/session-context.ts';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { WithProfile } from '../with-profile.tsx';

export const MoneyStep = () => <WithProfile>{(profile) => <MoneyForm profile={profile} />}</WithProfile>;

/** What may be spent this year. */
function MoneyForm({ profile: { currency } }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const may = useMay();
  const [code, setCode] = useState('ILL');
  const [amount, setAmount] = useState('');
  const { mutate, wrong, ...saving } = useSave((minor: number) => allocateFund(code.trim(), { minor, currency }));
  if (!may('funds.allocate')) return <Text>{t('setUp.money.others')}</Text>;
  const value = Number(amount.replace(',', '.'));
  const isAmount = amount.trim() !== '' && Number.isFinite(value) && value >= 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isAmount) mutate(Math.round(value * 100));
      }}
    >
      <Stack>
        <Text size="sm" className="quiet">
          {t('setUp.money.about')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('setUp.money.code')}
            required
            value={code}
            error={wrong['code']}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            label={t('setUp.money.amount')}
            required
            inputMode="decimal"
            rightSection={currency}
            rightSectionWidth={56}
            value={amount}
            error={amount && !isAmount ? t('setUp.money.noAmount') : (wrong['minor'] ?? wrong['allocated'])}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Save saving={saving} />
      </Stack>
    </form>
  );
}
