import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  beginFactor,
  confirmFactor,
  removeFactor,
  renewCodes,
  securityQuery,
  type FactorSetup,
  type OwnSecurity,
} from '../../api/account.ts';
import { fieldErrors } from '../../api/problems.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Authenticator, CodeField, RecoveryCodes } from '../../components/second-factor.tsx';
import { Section } from '../../components/section.tsx';
import { queryClient } from '../../query-client.ts';

type Doing = 'nothing' | 'begin' | 'confirm' | 'renew' | 'remove';

interface FactorSectionProps {
  readonly security: OwnSecurity;
}

/** The second factor: set up, new recovery codes, removed. */
export function FactorSection({ security: { secondFactor } }: FactorSectionProps) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing>('nothing');
  const [setup, setSetup] = useState<FactorSetup>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [text, setText] = useState('');
  const look = (): Promise<void> => queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
  const go = (next: Doing): void => {
    setText('');
    act.reset();
    setDoing(next);
  };
  const act = useMutation({
    mutationFn: async (): Promise<void> => {
      if (doing === 'begin') setSetup(await beginFactor(text));
      if (doing === 'confirm') setCodes((await confirmFactor(text)).recoveryCodes);
      if (doing === 'renew') setCodes((await renewCodes(text)).recoveryCodes);
      if (doing === 'remove') await removeFactor(text);
    },
    onSuccess: async () => {
      setText('');
      setDoing(doing === 'begin' ? 'confirm' : 'nothing');
      await look();
    },
    onError: () => setText(''),
  });
  const wrong = fieldErrors(act.error);
  const { active, required, recoveryCodesLeft } = secondFactor;
  const form = (submit: string, field: ReactNode) => (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack maw={420}>
        {act.error && !wrong['code'] && !wrong['password'] ? <ProblemAlert error={act.error} /> : null}
        {field}
        <Group>
          <Button type="submit" loading={act.isPending}>
            {submit}
          </Button>
          <Button variant="default" onClick={() => go('nothing')}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
  const code = <CodeField value={text} error={wrong['code']} onChange={setText} />;

  if (codes)
    return (
      <Section title={t('factor.title')}>
        <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />
      </Section>
    );
  return (
    <Section title={t('factor.title')}>
      <Text size="sm">
        {t(active ? 'factor.active' : required ? 'factor.required' : 'factor.inactive', { count: recoveryCodesLeft })}
      </Text>
      {doing === 'nothing' ? (
        <Group>
          {active ? (
            <>
              <Button variant="default" onClick={() => go('renew')}>
                {t('factor.renew')}
              </Button>
              <Button variant="default" onClick={() => go('remove')}>
                {t('factor.remove')}
              </Button>
            </>
          ) : (
            <Button onClick={() => go('begin')}>{t('factor.setUp')}</Button>
          )}
        </Group>
      ) : null}
      {doing === 'begin'
        ? form(
            t('common.next'),
            <PasswordInput
              label={t('account.current')}
              required
              autoComplete="current-password"
              value={text}
              error={wrong['password']}
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
              onChange={(event) => setText(event.currentTarget.value)}
            />,
          )
        : null}
      {doing === 'confirm' && setup
        ? form(
            t('factor.turnOn'),
            <>
              <Authenticator setup={setup} />
              {code}
            </>,
          )
        : null}
      {doing === 'renew' ? form(t('factor.renew'), code) : null}
      {doing === 'remove' ? form(t('factor.remove'), code) : null}
    </Section>
  );
}
