import { Group, MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../components/amount-field.tsx';
import { feeSentences } from '../../words/fees.ts';
import { useWords } from '../../words/words.ts';
import type { WishesPart } from './part.ts';

const CONSENTS = [
  ['anyEdition', 'wishes.anyEdition'],
  ['ebookAccepted', 'wishes.ebookAccepted'],
  ['submittedVersionAccepted', 'wishes.submittedVersionAccepted'],
] as const;
const CHOICES = [
  ['yes', 'wishes.yes'],
  ['no', 'wishes.no'],
  ['ask', 'wishes.ask'],
] as const;
/** Offered besides those chosen already. */
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'la', 'nl', 'pl', 'pt', 'ru', 'sv', 'uk', 'vi', 'zh'];

/** Editions, e-books, preprints, languages and cost. */
export function WhatWillDo({ own, wishes, errors, wish }: WishesPart) {
  const { t } = useTranslation();
  const { languageName, money } = useWords();
  const { currency } = own;
  const codes = [...new Set([...LANGUAGES, ...(wishes.languages ?? [])])];
  return (
    <Stack>
      {CONSENTS.map(([name, label]) => (
        <Consent key={name} label={t(label)} value={wishes[name]} onChange={(value) => wish({ [name]: value })} />
      ))}
      <MultiSelect
        label={t('wishes.languages')}
        description={t('wishes.languagesHint')}
        data={codes.map((value) => ({ value, label: languageName(value) })).toSorted((a, b) => a.label.localeCompare(b.label))}
        value={[...(wishes.languages ?? [])]}
        error={errors['languages']}
        searchable
        maxValues={20}
        onChange={(languages) => wish({ languages: languages.length ? languages : undefined })}
      />
      <AmountField
        label={t('wishes.maxCost')}
        description={t('wishes.maxCostHint', { currency })}
        currency={currency}
        minor={wishes.maxPatronCost?.minor}
        error={errors['maxPatronCost']}
        onChange={(minor) => wish({ maxPatronCost: minor === undefined ? undefined : { minor, currency } })}
      />
      {own.fees ? (
        <AmountField
          label={t('fees.agree')}
          description={`${feeSentences(t, own.fees, (minor) => money({ minor, currency }))} ${t('fees.agreeHint', { currency })}`}
          currency={currency}
          minor={wishes.maxFee?.minor}
          error={errors['maxFee']}
          onChange={(minor) => wish({ maxFee: minor === undefined ? undefined : { minor, currency } })}
        />
      ) : null}
    </Stack>
  );
}

interface ConsentProps {
  readonly label: string;
  readonly value: boolean | undefined;
  readonly onChange: (value: boolean | undefined) => void;
}

/** Yes, no, or never said. */
function Consent({ label, value, onChange }: ConsentProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Group justify="space-between" gap="xs">
      <Text id={id} size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        value={value === undefined ? 'ask' : value ? 'yes' : 'no'}
        data={CHOICES.map(([choice, said]) => ({ value: choice, label: t(said) }))}
        onChange={(choice) => onChange(choice === 'ask' ? undefined : choice === 'yes')}
      />
    </Group>
  );
}
