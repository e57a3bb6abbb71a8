import { Alert, Button, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { CONSORTIUM, librariesQuery, signIn, type Session } from '../../api/session.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { ProblemText } from '../../components/problem-text.tsx';

const LAST = 'trillium.library';

interface SignInFormProps {
  /** The library to begin with; by default the one of the last sign-in here. */
  readonly library?: string;
  readonly onSignedIn: (session: Session) => void;
}

export function SignInForm({ library: given, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation();
  const libraries = useQuery(librariesQuery);
  const [library, setLibrary] = useState(given ?? localStorage.getItem(LAST) ?? '');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const passwordField = useRef<HTMLInputElement>(null);
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (session, { library: used }) => {
      localStorage.setItem(LAST, used);
      onSignedIn(session);
    },
    onError: () => {
      setPassword('');
      passwordField.current?.focus();
    },
  });
  const wrong = fieldErrors(attempt.error);
  const known = libraries.data ?? [];

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate({ library, username: username.trim(), password });
      }}
    >
      <Stack>
        {libraries.error ? <ProblemAlert error={libraries.error} onRetry={() => void libraries.refetch()} /> : null}
        {attempt.error ? (
          <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
            <ProblemText error={attempt.error} />
          </Alert>
        ) : null}
        <NativeSelect
          label={t('signIn.library')}
          required
          value={library}
          error={wrong['library']}
          onChange={(event) => setLibrary(event.currentTarget.value)}
          data={[
            { value: '', label: t('signIn.chooseLibrary'), disabled: true },
            ...known.map(({ symbol, name }) => ({ value: symbol, label: name })),
            ...(known.some(({ symbol }) => symbol === CONSORTIUM) ? [] : [{ value: CONSORTIUM, label: t('shell.consortium') }]),
          ]}
        />
        <TextInput
          label={t('signIn.username')}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          error={wrong['username']}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={t('signIn.password')}
          required
          autoComplete="current-password"
          value={password}
          error={wrong['password']}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={attempt.isPending} disabled={!library}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
