import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { minorDigits } from '#lib/kernel';

interface AmountFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  /** ISO 4217; what the amount is in. */
  readonly currency: string;
  /** In minor units; undefined while it is empty. */
  readonly minor: number | undefined;
  readonly error?: string | undefined;
  readonly onChange: (minor: number | undefined) => void;
}

/** An amount of money in whole units and their parts, as people write it. */
export function AmountField({ label, description, currency, minor, error, onChange }: AmountFieldProps) {
  const unit = 10 ** minorDigits(currency);
  return (
    <NumberInput
      label={label}
      description={description}
      min={0}
      decimalScale={minorDigits(currency)}
      maw={320}
      value={minor === undefined ? '' : minor / unit}
      error={error}
      onChange={(value) => onChange(value === '' ? undefined : Math.round(Number(value) * unit))}
    />
  );
}
