import { Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actFor } from '../api/acting.ts';
import { whenSignedOut } from '../api/client.ts';
import { sessionQuery, type Session } from '../api/session.ts';
import { Dialog } from '../components/dialog.tsx';
import { SignInForm } from '../pages/sign-in/sign-in-form.tsx';
import { queryClient } from '../query-client.ts';
import { useSession } from './session-context.ts';

/**
 * When a session ends in the middle of something: sign in again on the spot and go on; what was typed stays. Somebody else who
 * signs in begins anew.
 */
export function SessionEnded() {
  const { t } = useTranslation();
  const { user } = useSession();
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
      actFor(undefined);
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      void navigate({ to: '/', reloadDocument: true });
    }
  };
  if (!ended) return null;
  return (
    <Dialog title={t('signIn.ended')}>
      <Stack>
        <Text size="sm">{t('signIn.endedText')}</Text>
        <SignInForm library={user.tenant} onSignedIn={goOn} />
      </Stack>
    </Dialog>
  );
}
