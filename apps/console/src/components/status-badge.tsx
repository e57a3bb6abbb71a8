import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/session-context.ts';
import type { RequestStatus } from '../api/shapes.ts';
import { STATUSES } from '../words/statuses.ts';

/** Where a request stands, in a word. */
export function StatusBadge({ status, size = 'md' }: { readonly status: RequestStatus; readonly size?: 'sm' | 'md' | 'lg' }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Badge size={size} radius="sm" variant="light" className="status-badge" data-tone={STATUSES[status]}>
      {t(status === 'waiting-for-patron' && !may('requests.read') ? 'status.waiting-for-you' : `status.${status}`)}
    </Badge>
  );
}
