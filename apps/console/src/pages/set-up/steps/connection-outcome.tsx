import { Alert } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTested } from '../../../api/set-up.ts';

/** What came of trying a connection, and what to do where it does not work. */
export function ConnectionOutcome({ tested }: { readonly tested: ConnectionTested }) {
  const { t } = useTranslation();
  return tested.ok ? (
    <Alert
      role="note"
      aria-live="polite"
      variant="light"
      color="leaf"
      title={t('setUp.connector.works')}
      icon={<IconPlugConnected aria-hidden />}
    >
      {tested.words} {tested.seen ? `(${tested.seen})` : ''}
    </Alert>
  ) : (
    <Alert role="alert" variant="light" color="red" title={t('setUp.connector.fails')} icon={<IconPlugConnectedX aria-hidden />}>
      {tested.words} {tested.remedy}
    </Alert>
  );
}
