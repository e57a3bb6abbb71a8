import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { may } from '../api/session.ts';
import { useRoles } from '../shell/session-context.ts';
import type { RequestStatus } from '../api/shapes.ts';
import { STATUSES } from '../words/statuses.ts';

/** Where a request stands, in a word. */
export function StatusBadge({ status, size = 'md' }: { readonly status: RequestStatus; readonly size?: 'sm' | 'md' | 'lg' }) {
  const { t } = useTranslation();
  const roles = useRoles();
  return (
    <Badge size={size} radius="sm" variant="light" className="status-badge" data-tone={STATUSES[status]}>
      {t(status === 'waiting-for-patron' && !may.seeReasons(roles) ? 'status.waiting-for-you' : `status.${status}`)}
    </Badge>
  );
}
