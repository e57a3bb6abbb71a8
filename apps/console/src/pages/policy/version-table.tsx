import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PolicyVersions } from '../../api/shapes.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';
import { PolicyStatus } from './policy-status.tsx';

/** Every version, the newest first: the library's own, then the consortium's. */
export function VersionTable({ versions: { own, consortium } }: { readonly versions: PolicyVersions }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const all = [...own, ...consortium];
  return (
    <WideTable
      label={t('policy.versions')}
      minWidth={560}
      columns={(['version', 'whose', 'state', 'since', 'rules', 'about'] as const).map((column) => t(`policy.column.${column}`))}
    >
      {all.map(({ id, number, scope, status, since, rules, note, origin }) => (
        <Table.Tr key={id}>
          <Table.Td>
            <Anchor underline="always" renderRoot={(props) => <Link to="/policy/$id" params={{ id }} {...props} />}>
              {t('policy.version', { number })}
            </Anchor>
          </Table.Td>
          <Table.Td>{scope === 'consortium' ? t('policy.consortium') : scope}</Table.Td>
          <Table.Td>
            <PolicyStatus status={status} />
          </Table.Td>
          <Table.Td>{dateTime(since)}</Table.Td>
          <Table.Td>{rules}</Table.Td>
          <Table.Td>
            <Text size="sm" lineClamp={2}>
              {origin === 'shipped' && status === 'draft' ? t('policy.shippedOffer') : note}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
