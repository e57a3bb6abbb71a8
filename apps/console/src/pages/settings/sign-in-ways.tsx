import { Checkbox, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Role } from '#lib/contracts';
import { saveSecondFactorRoles, signInSettingsQuery, type SignInSettings } from '../../api/settings.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section, SectionPending } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { Save } from '../set-up/saved.tsx';
import { useSave } from '../set-up/use-save.ts';
import { OidcForm } from './oidc-form.tsx';
import { Sip2Form } from './sip2-form.tsx';

/** How the people of a library sign in. */
export function SignInWays() {
  const { tenant } = useAsking();
  const { t } = useTranslation();
  const settings = useQuery(signInSettingsQuery(tenant));
  if (settings.error) return <ProblemAlert error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <SectionPending />;
  const { oidc, sip2, redirectUri } = settings.data;
  return (
    <Stack>
      <Section title={t('settings.factor.title')}>
        <FactorRoles settings={settings.data} />
      </Section>
      <Section title={t('settings.oidc.title')}>
        <OidcForm oidc={oidc} redirectUri={redirectUri} />
      </Section>
      <Section title={t('settings.sip2.title')}>
        <Sip2Form sip2={sip2} />
      </Section>
    </Stack>
  );
}

function FactorRoles({ settings }: { readonly settings: SignInSettings }) {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const [roles, setRoles] = useState<readonly string[]>(settings.secondFactorRoles);
  const { mutate, wrong, ...saving } = useSave(saveSecondFactorRoles);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(Role.options.filter((role) => roles.includes(role)));
      }}
    >
      <Stack>
        <Checkbox.Group
          label={t('settings.factor.roles')}
          description={t('settings.factor.about')}
          value={[...roles]}
          error={wrong['roles']}
          onChange={setRoles}
        >
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mt="sm">
            {Role.options
              .filter((role) => role !== 'operator' || tenant === 'consortium')
              .map((role) => (
                <Checkbox key={role} value={role} label={t(`role.${role}`)} />
              ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Save saving={saving} />
      </Stack>
    </form>
  );
}
