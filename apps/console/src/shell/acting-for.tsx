import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { practisedBy } from '#lib/kernel';
import { useActingFor } from '../api/acting.ts';
import { switchTo } from '../api/practice.ts';
import { librariesQuery } from '../api/session.ts';

/** The library an operator works for just now. */
export function ActingFor() {
  const { t } = useTranslation();
  const { data: libraries = [] } = useQuery(librariesQuery);
  const chosen = useActingFor() ?? '';
  const library = practisedBy(chosen) ?? chosen;
  return (
    <NativeSelect
      size="xs"
      aria-label={t('shell.actingFor')}
      value={library}
      onChange={(event) => switchTo(event.currentTarget.value || undefined)}
      data={[
        { value: '', label: t('shell.consortium') },
        ...libraries.map(({ symbol, name }) => ({ value: symbol, label: name })),
      ]}
    />
  );
}
