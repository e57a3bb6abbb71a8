import { Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { RequestSummary } from '../../api/shapes.ts';
import { useMay } from '../../shell/session-context.ts';
import { sourceOf, titleOf } from '../../words/citation.ts';
import { useWords } from '../../words/words.ts';

/** One request: on a phone all of it in one cell, else in columns. */
export function RequestRow({ request }: { readonly request: RequestSummary }) {
  const { t } = useTranslation();
  const desk = useMay()('requests.read');
  const { word, day, time, supplier: named } = useWords();
  const { id, citation, status, route, reason, supplier, updatedAt, library, set } = request;
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={2}>
          <Link to="/requests/$id" params={{ id }} className="row-link break-words">
            {titleOf(citation)}
          </Link>
          <Text size="sm" className="quiet break-words" lineClamp={1}>
            {[citation.authors[0], sourceOf(citation), library].filter(Boolean).join(' · ')}
          </Text>
          {set && set.size > 1 ? (
            <Text size="sm">
              {citation.volume ? t('set.volume', { volume: citation.volume }) : t('set.copy', { number: set.number })} ·{' '}
              {t('set.arrived', { arrived: set.arrived ?? 0, count: set.size })}
            </Text>
          ) : null}
          <Stack gap={4} hiddenFrom="sm" mt={4} align="flex-start">
            <StatusBadge status={status} size="sm" />
            {reason ? (
              <Text size="sm" lineClamp={3}>
                {reason}
              </Text>
            ) : null}
          </Stack>
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <StatusBadge status={status} />
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Stack gap={0}>
          {route && desk ? (
            <Text size="sm" fw={600}>
              {word('route', route)}
            </Text>
          ) : null}
          {reason ? (
            <Text size="sm" className="quiet" lineClamp={2} title={reason}>
              {reason}
            </Text>
          ) : null}
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="lg">
        <Text size="sm">{supplier ? named(supplier) : null}</Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm" className="quiet" component="time" dateTime={updatedAt} style={{ whiteSpace: 'nowrap' }}>
          {day(updatedAt)}
          <br />
          {time(updatedAt)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
