import { Alert, Button, Divider, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setUpAtSignIn, waysQuery, type Entered, type FactorSetup } from '../../api/account.ts';
import { ApiError, fieldErrors } from '../../api/problems.ts';
import { CONSORTIUM, librariesQuery, signIn, type Session } from '../../api/session.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { ProblemText } from '../../components/problem-text.tsx';
import { Authenticator, CodeField, RecoveryCodes } from '../../components/second-factor.tsx';

const LAST = 'trillium.library';

interface SignInFormProps {
  /** The library to begin with; by default the one of the last sign-in here. */
  readonly library?: string;
  /** Where the browser comes back to from the library's provider. */
  readonly to?: string;
  readonly onSignedIn: (session: Session) => void;
}

/** Which second step the server asks for, if it does. */
const stepOf = (error: unknown): 'code' | 'set-up' | undefined => {
  const code = error instanceof ApiError ? error.problem?.code : undefined;
  return code === 'second-factor-needed' ? 'code' : code === 'second-factor-to-set-up' ? 'set-up' : undefined;
};

export function SignInForm({ library: given, to, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation();
  const libraries = useQuery(librariesQuery);
  const [library, setLibrary] = useState(given ?? localStorage.getItem(LAST) ?? '');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [setup, setSetup] = useState<FactorSetup>();
  const [entered, setEntered] = useState<Entered>();
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const ways = useQuery(waysQuery(library));
  const credentials = { library, username: username.trim(), password };
  const askForCode = (): void => {
    setCode('');
    setStep('code');
    setTimeout(() => codeField.current?.focus());
  };
  const begin = useMutation({
    mutationFn: setUpAtSignIn,
    onSuccess: (made) => {
      setSetup(made);
      askForCode();
    },
  });
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (session, { library: used }) => {
      localStorage.setItem(LAST, used);
      if (session.recoveryCodes) setEntered(session);
      else onSignedIn(session);
    },
    onError: (error) => {
      const next = stepOf(error);
      if (next === 'set-up') begin.mutate(credentials);
      else if (next === 'code' || step === 'code') askForCode();
      else {
        setPassword('');
        passwordField.current?.focus();
      }
    },
  });
  const shown = stepOf(attempt.error) ? begin.error : attempt.error;
  const wrong = fieldErrors(shown);
  const known = libraries.data ?? [];

  if (entered?.recoveryCodes) return <RecoveryCodes codes={entered.recoveryCodes} onKept={() => onSignedIn(entered)} />;
  const start = ways.data?.provider?.start;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate({ ...credentials, ...(step === 'code' && { code: code.trim() }) });
      }}
    >
      <Stack>
        {libraries.error ? <ProblemAlert error={libraries.error} onRetry={() => void libraries.refetch()} /> : null}
        {shown ? (
          <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
            <ProblemText error={shown} />
          </Alert>
        ) : null}
        {step === 'code' ? (
          <>
            {setup ? <Authenticator setup={setup} /> : null}
            <CodeField ref={codeField} value={code} error={wrong['code']} onChange={setCode} />
          </>
        ) : (
          <>
            <NativeSelect
              label={t('signIn.library')}
              required
              value={library}
              error={wrong['library']}
              onChange={(event) => setLibrary(event.currentTarget.value)}
              data={[
                { value: '', label: t('signIn.chooseLibrary'), disabled: true },
                ...known.map(({ symbol, name }) => ({ value: symbol, label: name })),
                ...(known.some(({ symbol }) => symbol === CONSORTIUM)
                  ? []
                  : [{ value: CONSORTIUM, label: t('shell.consortium') }]),
              ]}
            />
            <TextInput
              label={t('signIn.username')}
              description={ways.data?.card ? t('signIn.card') : undefined}
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
          </>
        )}
        <Button type="submit" size="md" loading={attempt.isPending} disabled={!library}>
          {t('signIn.submit')}
        </Button>
        {step === 'code' ? (
          <Button
            variant="subtle"
            onClick={() => {
              setStep('password');
              setSetup(undefined);
              attempt.reset();
              setPassword('');
            }}
          >
            {t('signIn.back')}
          </Button>
        ) : null}
        {step === 'password' && ways.data?.provider && start ? (
          <>
            <Divider label={t('signIn.or')} />
            <Button
              component="a"
              href={`${start}?to=${encodeURIComponent(to ?? location.pathname + location.search)}`}
              variant="default"
              size="md"
              onClick={() => localStorage.setItem(LAST, library)}
            >
              {t('signIn.provider', { name: ways.data.provider.name })}
            </Button>
          </>
        ) : null}
      </Stack>
    </form>
  );
}
