import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RequestStatus } from '../api/shapes.ts';
import { STATUSES } from '../words/statuses.ts';

/** Where a request stands, in a word. */
export function StatusBadge({ status, size = 'md' }: { readonly status: RequestStatus; readonly size?: 'sm' | 'md' | 'lg' }) {
  const { t } = useTranslation();
  return (
    <Badge size={size} radius="sm" variant="light" className="status-badge" data-tone={STATUSES[status]}>
      {t(`status.${status}`)}
    </Badge>
  );
}
