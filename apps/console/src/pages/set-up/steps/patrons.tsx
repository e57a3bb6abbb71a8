import { Checkbox, FileInput, Group, List, NativeSelect, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../../api/problems.ts';
import { importPatrons, type PatronsImported } from '../../../api/set-up.ts';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';

const FIELDS = ['cardNumber', 'familyName', 'givenName', 'email', 'group', 'blocked'] as const;

/** Patrons from a file: looked at first, then taken. */
export function PatronsStep() {
  const { t } = useTranslation();
  const [csv, setCsv] = useState('');
  const [group, setGroup] = useState('');
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>();
  const [endMissing, setEndMissing] = useState(false);
  const preview = useMutation({ mutationFn: importPatrons });
  const { mutate, ...saving } = useSave(importPatrons);
  const wrong = fieldErrors(preview.error);
  const body = (part: object = {}) => ({
    csv,
    endMissing,
    ...(group && { group }),
    ...(mapping && { mapping }),
    ...part,
  });
  const look = (part: object): void => {
    saving.reset();
    preview.mutate({ ...body(), ...part });
  };
  const choose = async (file: File | null): Promise<void> => {
    const text = (await file?.text()) ?? '';
    setCsv(text);
    if (text) look({ csv: text, mapping: undefined });
  };
  const columns = preview.data?.columns ?? headerOf(csv);
  const shown = saving.data ?? preview.data;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(body({ commit: true }));
      }}
    >
      <Stack>
        <Text size="sm" className="quiet">
          {t('setUp.patrons.about')}
        </Text>
        <Text size="sm">
          {t('setUp.system.signIn')}{' '}
          <Link to="/settings" search={{ part: 'sign-in' }} className="text-link">
            {t('settings.part.sign-in')}
          </Link>
          .
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <FileInput
            label={t('setUp.patrons.file')}
            accept=".csv,.txt,.tsv,text/csv"
            required
            clearable
            error={wrong['csv']}
            onChange={(file) => {
              setMapping(undefined);
              void choose(file);
            }}
          />
          <TextInput
            label={t('setUp.patrons.group')}
            description={t('setUp.patrons.groupHint')}
            value={group}
            error={wrong['group']}
            onChange={(event) => setGroup(event.currentTarget.value)}
            onBlur={() => (csv ? look({}) : undefined)}
          />
        </SimpleGrid>
        {csv && columns.length ? (
          <SimpleGrid cols={{ base: 2, sm: 3 }}>
            {FIELDS.map((field) => (
              <NativeSelect
                key={field}
                label={t(`setUp.patrons.field.${field}`)}
                value={(mapping ?? preview.data?.mapping)?.[field] ?? ''}
                error={wrong[field]}
                data={[{ value: '', label: t('setUp.patrons.noColumn') }, ...columns]}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  const { [field]: _, ...rest } = mapping ?? preview.data?.mapping ?? {};
                  const changed = value ? { ...rest, [field]: value } : rest;
                  setMapping(changed);
                  look({ mapping: changed });
                }}
              />
            ))}
          </SimpleGrid>
        ) : null}
        <Checkbox
          label={t('setUp.patrons.endMissing')}
          checked={endMissing}
          onChange={(event) => {
            setEndMissing(event.currentTarget.checked);
            if (csv) look({ endMissing: event.currentTarget.checked });
          }}
        />
        {preview.error ? <ProblemAlert error={preview.error} title={t('setUp.patrons.notRead')} /> : null}
        {shown ? <Outcome outcome={shown} /> : null}
        <Group>
          <Save saving={saving} label={t('setUp.patrons.take')} />
        </Group>
      </Stack>
    </form>
  );
}

const headerOf = (csv: string): string[] => (csv.split(/\r?\n/, 1)[0] ?? '').split(/[,;\t]/).filter(Boolean);

function Outcome({ outcome }: { readonly outcome: PatronsImported }) {
  const { t } = useTranslation();
  const { committed, added, changed, unchanged, ended, faulty, faults, sample } = outcome;
  const counts = { added, changed, unchanged, ended, faulty };
  return (
    <Stack gap="xs">
      <Text fw={600} aria-live="polite">
        {t(committed ? 'setUp.patrons.done' : 'setUp.patrons.would', counts)}
      </Text>
      {faults.length ? (
        <List size="sm" spacing={2}>
          {faults.map(({ line, field, message, remedy }) => (
            <List.Item key={`${line} ${field}`}>
              {t('setUp.patrons.line', { line })} {message} {remedy}
            </List.Item>
          ))}
        </List>
      ) : null}
      {committed ? null : (
        <Table.ScrollContainer minWidth={420}>
          <Table captionSide="top" aria-label={t('setUp.patrons.sample')}>
            <Table.Thead>
              <Table.Tr>
                {(['cardNumber', 'familyName', 'givenName', 'group'] as const).map((field) => (
                  <Table.Th key={field}>{t(`setUp.patrons.field.${field}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sample.map(({ cardNumber, familyName, givenName, group }) => (
                <Table.Tr key={cardNumber}>
                  <Table.Td>{cardNumber}</Table.Td>
                  <Table.Td>{familyName}</Table.Td>
                  <Table.Td>{givenName}</Table.Td>
                  <Table.Td>{group}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
