import { Badge, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicyCheck } from '../../api/shapes.ts';
import { JsonEditor } from './json-editor.tsx';

interface CasesPanelProps {
  readonly cases: string;
  readonly check: PolicyCheck | undefined;
  readonly readOnly: boolean;
  readonly onChange: (cases: string) => void;
}

const NO_FAULTS: readonly never[] = [];

/** The cases beside a policy: which pass, which fail and why, and their text. */
export function CasesPanel({ cases, check, readOnly, onChange }: CasesPanelProps) {
  const { t } = useTranslation();
  const failing = check?.cases.filter(({ passed }) => !passed) ?? [];
  return (
    <Stack gap="sm">
      {check ? (
        <Group gap="sm" component="output">
          <Badge className="status-badge" data-tone="leaf" radius="sm">
            {t('policy.casesPass', { count: check.cases.length - failing.length })}
          </Badge>
          <Badge className="status-badge" data-tone={failing.length ? 'amber' : 'gray'} radius="sm">
            {t('policy.casesFail', { count: failing.length })}
          </Badge>
        </Group>
      ) : null}
      {failing.length ? (
        <List spacing="xs" size="sm">
          {failing.map(({ name, differences }) => (
            <List.Item key={name}>
              <Text fw={600} size="sm">
                {name}
              </Text>
              {differences.join('; ')}
            </List.Item>
          ))}
        </List>
      ) : null}
      <JsonEditor
        label={t('policy.casesText')}
        text={cases}
        readOnly={readOnly}
        onChange={onChange}
        faults={
          check?.caseFaults.map(({ line, message, suggestion }) => ({
            line,
            severity: 'error',
            message: [message, suggestion].filter(Boolean).join(' '),
          })) ?? NO_FAULTS
        }
      />
    </Stack>
  );
}
