import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IncomingSummary } from '../../api/incoming.ts';

const TONES = { waiting: 'amber', approved: 'blue', paid: 'leaf', withdrawn: 'gray' } as const;

/** How an invoice that came stands, in a word. */
export function IncomingBadge({ status }: Pick<IncomingSummary, 'status'>) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" className="status-badge" data-tone={TONES[status]}>
      {t(`incomingStatus.${status}`)}
    </Badge>
  );
}
