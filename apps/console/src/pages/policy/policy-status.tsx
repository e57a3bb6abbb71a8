import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionSummary } from '../../api/shapes.ts';

type Status = PolicyVersionSummary['status'];
const TONES: Readonly<Record<Status, string>> = {
  draft: 'gray',
  proposed: 'amber',
  approved: 'blue',
  live: 'leaf',
  retired: 'gray',
};

/** Where a version of a policy stands, in a word. */
export function PolicyStatus({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  return (
    <Badge radius="sm" variant="light" className="status-badge" data-tone={TONES[status]}>
      {t(`policy.status.${status}`)}
    </Badge>
  );
}
