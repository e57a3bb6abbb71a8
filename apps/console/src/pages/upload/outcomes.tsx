import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RequestSummary } from '../../api/shapes.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { sourceOf, titleOf } from '../../words/citation.ts';
import { useWords } from '../../words/words.ts';

/** What a request is grouped by: what was decided, or while nothing is, where it stands. */
const groupOf = ({ route, status }: RequestSummary): string => (route ? `route.${route}` : `status.${status}`);

/** Requests by what is done about them, each with its reason. */
export function Outcomes({ requests }: { readonly requests: readonly RequestSummary[] }) {
  const { word } = useWords();
  const groups = Object.entries(Object.groupBy(requests, groupOf)).toSorted(([, a = []], [, b = []]) => b.length - a.length);
  return (
    <Stack gap="md">
      {groups.map(([group, list = []]) => (
        <Stack key={group} gap={0} className="surface" component="section">
          <Group gap="xs" px="lg" py="sm">
            <Title order={3} size="h5">
              {word(group.slice(0, group.indexOf('.')), group.slice(group.indexOf('.') + 1))}
            </Title>
            <Badge variant="light" color="gray" c="var(--mantine-color-text)">
              {list.length}
            </Badge>
          </Group>
          {list
            .toSorted((a, b) => (a.batchLine ?? 0) - (b.batchLine ?? 0))
            .map((request) => (
              <Line key={request.id} request={request} />
            ))}
        </Stack>
      ))}
    </Stack>
  );
}

function Line({ request: { id, citation, reason, status, supplier, batchLine } }: { readonly request: RequestSummary }) {
  const { supplier: named } = useWords();
  return (
    <Group px="lg" py="sm" gap="md" align="flex-start" wrap="nowrap" style={{ borderTop: '1px solid var(--line)' }}>
      <Text size="sm" className="quiet" w={28} ta="right" style={{ flexShrink: 0 }}>
        {batchLine}
      </Text>
      <Stack gap={2} flex={1} miw={0}>
        <Link to="/requests/$id" params={{ id }} className="row-link break-words">
          {titleOf(citation)}
        </Link>
        <Text size="xs" className="quiet">
          {[citation.authors[0], sourceOf(citation), supplier ? named(supplier) : undefined].filter(Boolean).join(' · ')}
        </Text>
        {reason ? <Text size="sm">{reason}</Text> : null}
      </Stack>
      <StatusBadge status={status} size="sm" />
    </Group>
  );
}
