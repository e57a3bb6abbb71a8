import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconLogout, IconUserCircle, IconUserCog } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { actFor } from '../api/acting.ts';
import { signOut } from '../api/session.ts';
import { queryClient } from '../query-client.ts';
import { useWords } from '../words/words.ts';
import { useSession } from './session-context.ts';

export function UserMenu() {
  const { t } = useTranslation();
  const { word } = useWords();
  const { user, displayName, signOutAt } = useSession();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      actFor(undefined);
      if (signOutAt) return location.assign(signOutAt);
      await navigate({ to: '/sign-in' });
      queryClient.clear();
    },
  });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.account', { name: displayName })}>
          <IconUserCircle size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" c="var(--mantine-color-text)">
            {displayName}
          </Text>
          <Text size="xs">{user.roles.map((role) => word('role', role)).join(', ')}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCog size={16} aria-hidden />} component={Link} to="/account">
          {t('account.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
