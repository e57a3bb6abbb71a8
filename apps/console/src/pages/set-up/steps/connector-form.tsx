import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  connectorsQuery,
  saveConnector,
  testConnector,
  type ConnectionTested,
  type Connector,
  type ConnectorDraft,
  type ConnectorKind,
} from '../../../api/set-up.ts';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { SectionPending } from '../../../components/section.tsx';
import { useAsking } from '../../../shell/session-context.ts';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { ConnectionOutcome } from './connection-outcome.tsx';

/** What a library connects: saved, then tried at once, and what is wrong stands at its field. */
export function ConnectorForm({ kind }: { readonly kind: ConnectorKind }) {
  const { tenant } = useAsking();
  const connectors = useQuery(connectorsQuery(tenant));
  if (connectors.error) return <ProblemAlert error={connectors.error} onRetry={() => void connectors.refetch()} />;
  const connector = connectors.data?.find((one) => one.kind === kind);
  return connector ? <Form key={kind} connector={connector} /> : <SectionPending />;
}

function Form({ connector }: { readonly connector: Connector }) {
  const { t } = useTranslation();
  const { kind, what, why, example, fields, setUp, usual } = connector;
  const [address, setAddress] = useState(setUp?.address ?? usual ?? '');
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>(setUp?.settings ?? {});
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const {
    mutate,
    wrong,
    data: tested,
    ...saving
  } = useSave(async (draft: ConnectorDraft): Promise<ConnectionTested> => {
    await saveConnector(kind, draft);
    setSecrets({});
    return testConnector(kind);
  });
  const faultAt = (name: string): string | undefined =>
    wrong[name] ?? (tested?.ok === false && tested.field.split('.').at(-1) === name ? tested.words : undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ address, settings, secrets });
      }}
    >
      <Stack>
        <Text size="sm" className="quiet">
          {why}
        </Text>
        <TextInput
          label={t('setUp.connector.address', { what })}
          description={t('setUp.example', { example })}
          required
          value={address}
          error={faultAt('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        {fields.map(({ name, label, required, secret, example: sample }) =>
          secret ? (
            <PasswordInput
              key={name}
              label={label}
              required={required && !setUp?.secrets.includes(name)}
              description={setUp?.secrets.includes(name) ? t('setUp.connector.kept') : undefined}
              autoComplete="off"
              value={secrets[name] ?? ''}
              error={faultAt(name)}
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setSecrets((all) => ({ ...all, [name]: value }));
              }}
            />
          ) : (
            <TextInput
              key={name}
              label={label}
              description={sample ? t('setUp.example', { example: sample }) : undefined}
              required={required}
              autoComplete="off"
              value={settings[name] ?? ''}
              error={faultAt(name)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setSettings((all) => ({ ...all, [name]: value }));
              }}
            />
          ),
        )}
        {tested ? <ConnectionOutcome tested={tested} /> : null}
        <Save saving={{ ...saving, isSuccess: false }} label={t('setUp.connector.save')} />
      </Stack>
    </form>
  );
}
