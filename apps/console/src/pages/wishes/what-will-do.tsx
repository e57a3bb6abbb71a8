import { Group, MultiSelect, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { minorDigits } from '#lib/kernel';
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
  const { languageName } = useWords();
  const unit = 10 ** minorDigits(own.currency);
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
      <NumberInput
        label={t('wishes.maxCost')}
        description={t('wishes.maxCostHint', { currency: own.currency })}
        min={0}
        decimalScale={minorDigits(own.currency)}
        maw={320}
        value={wishes.maxPatronCost ? wishes.maxPatronCost.minor / unit : ''}
        error={errors['maxPatronCost']}
        onChange={(value) =>
          wish({
            maxPatronCost: value === '' ? undefined : { minor: Math.round(Number(value) * unit), currency: own.currency },
          })
        }
      />
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
