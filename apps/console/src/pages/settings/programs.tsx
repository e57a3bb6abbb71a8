import { Badge, Button, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { programsQuery, revokeProgram, type Program } from '../../api/settings.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section, SectionPending } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { useSave } from '../set-up/use-save.ts';
import { NewProgram } from './new-program.tsx';

/** Programs that may ask in the library's name, and a new one. */
export function Programs() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const programs = useQuery(programsQuery(tenant));
  const [ending, setEnding] = useState<Program>();
  if (programs.error) return <ProblemAlert error={programs.error} onRetry={() => void programs.refetch()} />;
  if (!programs.data) return <SectionPending />;
  return (
    <Stack>
      <Section title={t('settings.programs.title')}>
        <Text size="sm" className="quiet">
          {t('settings.programs.about')}
        </Text>
        {programs.data.length ? (
          <ProgramTable programs={programs.data} onRevoke={setEnding} />
        ) : (
          <Text size="sm">{t('settings.programs.none')}</Text>
        )}
      </Section>
      <Section title={t('settings.programs.new')}>
        <NewProgram />
      </Section>
      {ending ? <Revoke program={ending} onClose={() => setEnding(undefined)} /> : null}
    </Stack>
  );
}

interface ProgramTableProps {
  readonly programs: readonly Program[];
  readonly onRevoke: (program: Program) => void;
}

function ProgramTable({ programs, onRevoke }: ProgramTableProps) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  return (
    <Table.ScrollContainer
      minWidth={640}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('settings.programs.title') } }}
    >
      <Table aria-label={t('settings.programs.title')}>
        <Table.Thead>
          <Table.Tr>
            {(['name', 'known', 'scopes', 'lastUsed', 'ends'] as const).map((head) => (
              <Table.Th key={head}>{t(`settings.programs.${head}`)}</Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>{t('settings.programs.revoke')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {programs.map((program) => (
            <Table.Tr key={program.id}>
              <Table.Td>{program.name}</Table.Td>
              <Table.Td>
                <Text size="sm" className="break-words" ff="monospace">
                  {program.prefix ? `${program.prefix}…` : program.client}
                </Text>
              </Table.Td>
              <Table.Td>{program.scopes.join(', ')}</Table.Td>
              <Table.Td>{program.lastUsedAt ? dateTime(program.lastUsedAt) : t('settings.programs.never')}</Table.Td>
              <Table.Td>{program.expiresAt ? dateTime(program.expiresAt) : t('settings.programs.open')}</Table.Td>
              <Table.Td>
                {program.active ? (
                  <Button size="xs" variant="default" onClick={() => onRevoke(program)}>
                    {t('settings.programs.revoke')}
                  </Button>
                ) : (
                  <Badge variant="light" color="gray" tt="none">
                    {t('settings.programs.revoked')}
                  </Badge>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Revoke({ program, onClose }: { readonly program: Program; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useSave(() => revokeProgram(program.id), onClose);
  return (
    <Dialog title={t('settings.programs.revokeTitle', { name: program.name })} onClose={onClose}>
      <Stack>
        <Text size="sm">{t('settings.programs.revokeAbout')}</Text>
        {error ? <ProblemAlert error={error} /> : null}
        <Group>
          <Button color="red" loading={isPending} onClick={() => mutate(undefined)}>
            {t('settings.programs.revoke')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
