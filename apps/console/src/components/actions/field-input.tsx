import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../words/words.ts';
import { currencyOf, type Field } from './fields.ts';

interface FieldInputProps {
  readonly field: Field;
  readonly value: string | boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: string | boolean) => void;
}

/** One field of an action, by its kind. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const { t } = useTranslation();
  const { word } = useWords();
  const label = word('field', field.name);
  const common = { label, required: field.required, error, value: String(value) };
  switch (field.kind) {
    case 'yes-no':
      return (
        <Checkbox
          label={label}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={[
            { value: '', label: t('common.choose') },
            ...(field.options ?? []).map((option) => ({ value: option.value, label: word('option', option.label) })),
          ]}
        />
      );
    case 'long-text':
      return <Textarea {...common} autosize minRows={3} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'money':
      return (
        <TextInput
          {...common}
          inputMode="decimal"
          rightSection={currencyOf(field)}
          rightSectionWidth={56}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return <TextInput {...common} inputMode="decimal" onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'date':
      return <TextInput {...common} type="date" onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'url':
      return (
        <TextInput {...common} type="url" placeholder="https://" onChange={(event) => onChange(event.currentTarget.value)} />
      );
    case 'text':
      return <TextInput {...common} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
