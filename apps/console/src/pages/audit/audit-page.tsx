import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { auditQuery, downloadAudit, ROOMS, type AuditAsked, type RoomEntry } from '../../api/audit.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';

const route = getRouteApi('/signed-in/audit');

/** Who did what and who saw what, of every service, for whoever audits the library. */
export function AuditPage() {
  const { t } = useTranslation();
  const asked = route.useSearch();
  const { data, error, isPending, refetch } = useQuery({ ...auditQuery(asked), placeholderData: keepPreviousData });
  const files = useMutation({ mutationFn: (format: 'csv' | 'xlsx') => downloadAudit(asked, format) });
  return (
    <Page
      title={t('audit.title')}
      about={t('audit.about')}
      actions={
        <Group gap="xs">
          {(['csv', 'xlsx'] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              leftSection={<IconDownload size={18} aria-hidden />}
              loading={files.isPending && files.variables === format}
              onClick={() => files.mutate(format)}
            >
              {t(`auditFile.${format}`)}
            </Button>
          ))}
        </Group>
      }
    >
      <Filters asked={asked} />
      {files.error ? <ProblemAlert error={files.error} /> : null}
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={6} /> : null}
      {data && !error ? <Entries entries={data.entries} more={data.more} /> : null}
    </Page>
  );
}

function Filters({ asked }: { readonly asked: AuditAsked }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = (name: keyof AuditAsked, value: string | null): void => {
    const { [name]: _, ...rest } = asked;
    void navigate({ to: '/audit', search: { ...rest, ...(value ? { [name]: value } : {}) }, replace: true });
  };
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('audit.room')}
        data={ROOMS.map((room) => ({ value: room, label: t(`auditRoom.${room}`) }))}
        value={asked.room ?? null}
        placeholder={t('audit.all')}
        clearable
        onChange={(value) => change('room', value)}
      />
      <Select
        label={t('audit.kind')}
        data={['did', 'saw'].map((kind) => ({ value: kind, label: t(`auditKind.${kind}`) }))}
        value={asked.kind ?? null}
        placeholder={t('audit.all')}
        clearable
        onChange={(value) => change('kind', value)}
      />
      {(['person', 'subject'] as const).map((name) => (
        <TextInput
          key={`${name} ${asked[name] ?? ''}`}
          label={t(`auditField.${name}`)}
          defaultValue={asked[name] ?? ''}
          onBlur={(event) => change(name, event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && change(name, event.currentTarget.value)}
        />
      ))}
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={t(name === 'from' ? 'reports.from' : 'reports.to')}
          value={asked[name] ?? ''}
          onChange={(event) => change(name, event.currentTarget.value)}
        />
      ))}
    </Group>
  );
}

function Entries({ entries, more }: { readonly entries: readonly RoomEntry[]; readonly more: boolean }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  if (!entries.length) return <Text className="quiet">{t('audit.nothing')}</Text>;
  return (
    <Stack gap="sm">
      <WideTable
        label={t('audit.title')}
        minWidth={720}
        columns={(['when', 'who', 'what', 'subject', 'changes'] as const).map((name) => t(`auditField.${name}`))}
      >
        {entries.map((entry, index) => (
          <Table.Tr key={`${entry.at} ${entry.room} ${index}`}>
            <Table.Td>{dateTime(entry.at)}</Table.Td>
            <Table.Td className="break-words">
              {entry.who ?? t('audit.message')}
              {entry.actingFrom ? ` (${entry.actingFrom})` : ''}
            </Table.Td>
            <Table.Td>
              {entry.what}
              <Text size="sm" className="quiet">
                {t(`auditRoom.${entry.room}`)}
              </Text>
            </Table.Td>
            <Table.Td className="break-words">{entry.subjects.join(' ')}</Table.Td>
            <Table.Td>
              {entry.changes.map(({ field, before, after }) => (
                <Text key={field} size="sm" className="break-words">
                  {t('audit.change', { field, before: before ?? '–', after: after ?? '–' })}
                </Text>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      {more ? <Text className="quiet">{t('audit.more')}</Text> : null}
    </Stack>
  );
}
