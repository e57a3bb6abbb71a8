import { Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whenSignedOut } from '../api/client.ts';
import { sessionQuery, type Session } from '../api/session.ts';
import { SignInForm } from '../pages/sign-in/sign-in-form.tsx';
import { queryClient } from '../query-client.ts';
import { useSession } from './session-context.ts';

/**
 * When a session ends in the middle of something: sign in again on the spot and go on; what was typed stays. Somebody else who
 * signs in begins anew.
 */
export function SessionEnded() {
  const { t } = useTranslation();
  const { user, library } = useSession();
  const navigate = useNavigate();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    whenSignedOut(() => setEnded(true));
    return () => whenSignedOut(() => undefined);
  }, []);

  const goOn = (session: Session): void => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    setEnded(false);
    if (session.user.sub === user.sub && session.user.tenant === user.tenant) void queryClient.invalidateQueries();
    else {
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      void navigate({ to: '/', reloadDocument: true });
    }
  };
  return (
    <Modal
      opened={ended}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('signIn.ended')}
      centered
    >
      <Stack>
        <Text size="sm">{t('signIn.endedText')}</Text>
        <SignInForm library={user.tenant === library.symbol ? library.symbol : user.tenant} onSignedIn={goOn} />
      </Stack>
    </Modal>
  );
}
