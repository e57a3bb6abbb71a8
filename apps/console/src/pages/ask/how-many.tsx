import { Grid, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** One thing, several volumes of it, or several copies. */
export interface HowMany {
  readonly how: 'one' | 'volumes' | 'copies';
  readonly volumes: string;
  readonly copies: string;
}
export const JUST_ONE: HowMany = { how: 'one', volumes: '', copies: '' };

/** What of it is asked for; nothing where it is just one. */
export const askedFor = ({ how, volumes, copies }: HowMany): { readonly volumes?: string; readonly copies?: number } =>
  how === 'volumes' ? { volumes } : how === 'copies' ? { copies: Number(copies) } : {};

interface HowManyFieldsProps {
  readonly value: HowMany;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (value: HowMany) => void;
}

/** The simple choice, and what it needs. */
export function HowManyFields({ value, errors, onChange }: HowManyFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <NativeSelect
          label={t('ask.how')}
          value={value.how}
          onChange={(event) => onChange({ ...value, how: event.currentTarget.value as HowMany['how'] })}
          data={[
            { value: 'one', label: t('ask.how.one') },
            { value: 'volumes', label: t('ask.how.volumes') },
            { value: 'copies', label: t('ask.how.copies') },
          ]}
        />
      </Grid.Col>
      {value.how === 'volumes' ? (
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <TextInput
            label={t('ask.volumes')}
            description={t('ask.volumesHint')}
            value={value.volumes}
            error={errors['volumes']}
            onChange={(event) => onChange({ ...value, volumes: event.currentTarget.value })}
          />
        </Grid.Col>
      ) : null}
      {value.how === 'copies' ? (
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <TextInput
            type="number"
            min={1}
            max={20}
            label={t('ask.copies')}
            description={t('ask.copiesHint')}
            value={value.copies}
            error={errors['copies']}
            onChange={(event) => onChange({ ...value, copies: event.currentTarget.value })}
          />
        </Grid.Col>
      ) : null}
    </>
  );
}
