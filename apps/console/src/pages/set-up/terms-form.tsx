import { Checkbox, NumberInput, Stack, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minorDigits } from '#lib/kernel';
import { saveProfile, type Profile } from '../../api/set-up.ts';
import { Section } from '../../components/section.tsx';
import { Save } from './saved.tsx';
import { settingOf, type Terms } from './terms.ts';
import { useSave } from './use-save.ts';

interface TermsFormProps {
  readonly profile: Profile;
  readonly terms: Terms;
}
type Setting = number | boolean | readonly string[];
type Settings = Readonly<Record<string, Setting>>;

/** One part of the profile, saved by itself: a fault is told by the setting's name alone, and two parts have one called alike. */
export function TermsForm({ profile, terms: { part, fields } }: TermsFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Settings>({ ...profile[part] });
  const { mutate, wrong, ...saving } = useSave((settings: Settings, library) => saveProfile(library, { [part]: settings }));
  /** What is empty or off is left out, and so as Trillium has it. */
  const set = (setting: string, value: Setting | undefined): void => {
    const { [setting]: _, ...others } = draft;
    setDraft(value === undefined || value === false ? others : { ...others, [setting]: value });
  };
  return (
    <Section title={t(`terms.${part}`)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate(draft);
        }}
      >
        <Stack maw={560}>
          {fields.map((field) => {
            const setting = settingOf(field.name);
            const words = { label: t(`terms.${field.name}.label`), description: t(`terms.${field.name}.about`) };
            const value = draft[setting];
            if (field.unit === undefined)
              return (
                <Checkbox
                  key={setting}
                  {...words}
                  checked={value === true}
                  error={wrong[setting]}
                  onChange={({ currentTarget }) => set(setting, currentTarget.checked)}
                />
              );
            if (field.unit === 'words')
              return (
                <TagsInput
                  key={setting}
                  {...words}
                  maxTags={50}
                  value={Array.isArray(value) ? [...(value as readonly string[])] : []}
                  error={wrong[setting]}
                  onChange={(next) => set(setting, next.length ? next : undefined)}
                />
              );
            // kept in minor units, written as people write amounts
            const digits = field.unit === 'money' ? minorDigits(profile.currency) : 0;
            const unit =
              field.unit === 'times' ? '' : field.unit === 'money' ? ` ${profile.currency}` : t(`terms.unit.${field.unit}`);
            return (
              <NumberInput
                key={setting}
                {...words}
                placeholder={field.itself === undefined ? t('terms.none') : `${field.itself}${unit}`}
                suffix={unit}
                allowDecimal={digits > 0}
                decimalScale={digits}
                allowNegative={false}
                clampBehavior="none"
                value={typeof value === 'number' ? value / 10 ** digits : ''}
                error={wrong[setting]}
                onChange={(next) => set(setting, typeof next === 'number' ? Math.round(next * 10 ** digits) : undefined)}
              />
            );
          })}
          <Save saving={saving} />
        </Stack>
      </form>
    </Section>
  );
}
