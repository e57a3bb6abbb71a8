import { List, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Role } from '#lib/contracts';
import { accountsQuery, createAccount } from '../../../api/set-up.ts';
import { useAsking } from '../../../shell/session-context.ts';
import { FirstPassword } from '../first-password.tsx';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';

/** What a person may be at a library; patrons have a step of their own. */
const ROLES = Role.options.filter((role) => !['patron', 'proxy', 'operator'].includes(role));

/** Who works here: each gets a first password, to be handed over. */
export function StaffStep() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const accounts = useQuery(accountsQuery(tenant));
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const { mutate, wrong, data, variables, ...saving } = useSave(
    (account: Parameters<typeof createAccount>[0]) => createAccount(account),
    () => {
      setUsername('');
      setDisplayName('');
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ username: username.trim(), displayName: displayName.trim(), roles: [role] });
      }}
    >
      <Stack>
        <List spacing={4}>
          {accounts.data?.map((account) => (
            <List.Item key={account.id}>
              {account.displayName} ({account.username}){' '}
              <Text span size="sm" className="quiet">
                {account.roles.map((one) => t(`role.${one}`)).join(', ')}
              </Text>
            </List.Item>
          ))}
        </List>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('setUp.staff.displayName')}
            required
            value={displayName}
            error={wrong['displayName']}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          <TextInput
            label={t('signIn.username')}
            required
            autoCapitalize="none"
            value={username}
            error={wrong['username']}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('setUp.staff.role')}
            value={role}
            error={wrong['roles']}
            data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
            onChange={(event) => setRole(event.currentTarget.value as Role)}
          />
        </SimpleGrid>
        {data && variables ? (
          <FirstPassword library={tenant} username={variables.username} password={data.firstPassword} />
        ) : null}
        <Save saving={saving} label={t('setUp.staff.add')} />
      </Stack>
    </form>
  );
}
