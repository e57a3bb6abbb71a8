import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface CurrencyFieldProps {
  readonly value: string;
  readonly onChange: (currency: string) => void;
  readonly error?: string | undefined;
}

/** A currency's three letters. */
export function CurrencyField({ value, onChange, error }: CurrencyFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('books.currency')}
      required
      w={120}
      maxLength={3}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
    />
  );
}
