import { Alert, Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery, type Session } from '../../api/session.ts';
import { PROVIDER_FAILURES } from './provider-failures.ts';
import { Logo } from '../../components/logo.tsx';
import { queryClient } from '../../query-client.ts';
import { ColorScheme } from '../../shell/color-scheme.tsx';
import { LanguageMenu } from '../../shell/language-menu.tsx';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

/** Why a sign-in at a provider came to nothing, as directory's codes say; the words are ours, never the address's. */
export const FAILED: ReadonlySet<string> = new Set(PROVIDER_FAILURES);

/** Only a path of ours: an address from outside must not lead elsewhere. */
const ownPath = (to: string | undefined): string => (to && /^\/(?![/\\])/.test(to) ? to : '/');

export function SignInPage() {
  const { t } = useTranslation();
  const { to, failed } = route.useSearch();
  const router = useRouter();
  useEffect(() => {
    document.title = `${t('signIn.title')} · Trillium`;
  }, [t]);
  const enter = (session: Session): void => {
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    router.history.push(ownPath(to));
  };
  return (
    <Box component="main" mih="100dvh" p="md">
      <Group justify="flex-end" gap={4}>
        <LanguageMenu />
        <ColorScheme />
      </Group>
      <Center mih="80dvh">
        <Paper className="surface" p="xl" w="100%" maw={420} shadow="sm">
          <Stack gap="lg">
            <Stack gap="xs" align="center">
              <Logo size={72} />
              <Title order={1} size="h2">
                Trillium
              </Title>
              <Text className="quiet" ta="center">
                {t('signIn.about')}
              </Text>
            </Stack>
            {failed ? (
              <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
                {t(FAILED.has(failed) ? `failed.${failed}` : 'failed.other')}
              </Alert>
            ) : null}
            <SignInForm onSignedIn={enter} to={ownPath(to)} />
          </Stack>
        </Paper>
      </Center>
    </Box>
  );
}
