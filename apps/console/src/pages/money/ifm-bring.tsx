import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { askedFor, bringReport, SIDES, TOLD, type Settler, type Told } from '../../api/ifm.ts';
import { fieldErrors } from '../../api/problems.ts';
import { DropZone } from '../../components/drop-zone.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';

/** Takes a settler's report; what its file does not say is asked for, and only that. */
export function BringReport({ settler }: { readonly settler: Settler }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [told, setTold] = useState<Told>({});
  const bring = useMutation({
    mutationFn: bringReport,
    onError: (error) => {
      const asked = askedFor(error);
      if (asked) setTold((before) => ({ [asked]: '', ...before }));
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries();
      await navigate({ to: `/money/${settler}`, search: { report: id } });
    },
  });
  const take = (brought: File): void => {
    setTold({});
    setFile(brought);
    bring.mutate({ settler, file: brought, told: {} });
  };
  const again = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (file) bring.mutate({ settler, file, told });
  };
  const asked = TOLD.filter((name) => name in told);
  const wrong = fieldErrors(bring.error);
  return (
    <Section title={t('ifm.bring')}>
      <Text size="sm">{t(`ifm.bringAbout.${settler}`)}</Text>
      <DropZone
        label={t('ifm.drop')}
        choose={t('ifm.choose')}
        wrong={t('ifm.wrongFile')}
        loading={bring.isPending}
        onFile={take}
      />
      {bring.error && !asked.some((name) => wrong[name]) ? <ProblemAlert error={bring.error} title={t('ifm.refused')} /> : null}
      {file && asked.length ? (
        <form noValidate onSubmit={again}>
          <Stack>
            <Text size="sm">{t('ifm.asked', { file: file.name })}</Text>
            <Group align="flex-start" gap="sm">
              {asked.map((name) => (
                <ToldInput
                  key={name}
                  name={name}
                  value={told[name] ?? ''}
                  error={wrong[name]}
                  onChange={(value) => setTold({ ...told, [name]: value })}
                />
              ))}
            </Group>
            <Group>
              <Button type="submit" loading={bring.isPending}>
                {t('ifm.bringIt')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : null}
    </Section>
  );
}

interface ToldInputProps {
  readonly name: (typeof TOLD)[number];
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function ToldInput({ name, value, error, onChange }: ToldInputProps) {
  const { t } = useTranslation();
  if (name === 'side')
    return (
      <NativeSelect
        label={t('ifm.side')}
        required
        value={value}
        error={error}
        data={[{ value: '', label: t('common.choose') }, ...SIDES.map((side) => ({ value: side, label: t(`ifmSide.${side}`) }))]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      label={name === 'month' ? t('books.month') : t('books.currency')}
      required
      value={value}
      error={error}
      {...(name === 'month' ? { type: 'month' } : { maxLength: 3 })}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
    />
  );
}
