import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { actFor, useActingFor } from '../api/acting.ts';
import { librariesQuery, sessionQuery } from '../api/session.ts';
import { queryClient } from '../query-client.ts';

/** The library an operator works for just now. */
export function ActingFor() {
  const { t } = useTranslation();
  const { data: libraries = [] } = useQuery(librariesQuery);
  const library = useActingFor() ?? '';
  const choose = (symbol: string): void => {
    actFor(symbol || undefined);
    // everything known was another library's
    void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={t('shell.actingFor')}
      value={library}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: '', label: t('shell.consortium') },
        ...libraries.map(({ symbol, name }) => ({ value: symbol, label: name })),
      ]}
    />
  );
}
