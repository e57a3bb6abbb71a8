import { Checkbox, Code, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveOidc, type ClaimRule, type Oidc } from '../../api/settings.ts';
import { Copy } from '../../components/copy-button.tsx';
import { useSave } from '../set-up/use-save.ts';
import { ClaimRules } from './claim-rules.tsx';
import { WayEnd } from './way-end.tsx';

interface OidcFormProps {
  readonly oidc: Oidc | undefined;
  readonly redirectUri: string;
}

/** A library's OpenID provider: what it is told, what it says, and what becomes of that. */
export function OidcForm({ oidc, redirectUri }: OidcFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState({
    name: oidc?.name ?? '',
    issuer: oidc?.issuer ?? '',
    clientId: oidc?.clientId ?? '',
    clientSecret: '',
    username: oidc?.claims.username ?? 'preferred_username',
    card: oidc?.claims.card ?? '',
    defaultGroup: oidc?.defaultGroup ?? '',
  });
  const [rules, setRules] = useState<readonly ClaimRule[]>(oidc?.rules ?? []);
  const [makesAccounts, setMakesAccounts] = useState(oidc?.makesAccounts ?? true);
  const { mutate, wrong, data: tested, ...saving } = useSave(saveOidc, () => setText((all) => ({ ...all, clientSecret: '' })));
  const faultAt = (field: string): string | undefined =>
    wrong[field] ?? (tested?.ok === false && tested.field === field ? tested.words : undefined);
  const field = (name: keyof typeof text, at: string = name) => ({
    label: t(`settings.oidc.${name}`),
    value: text[name],
    error: faultAt(at),
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setText((all) => ({ ...all, [name]: value }));
    },
  });
  const body = (): Parameters<typeof saveOidc>[0] => {
    const { username, card, defaultGroup, clientSecret, ...named } = text;
    const claims = { ...oidc?.claims, username: username.trim() };
    return {
      ...named,
      scopes: oidc?.scopes ?? ['profile', 'email'],
      claims: {
        ...(claims.library && { library: claims.library }),
        username: claims.username,
        ...(card.trim() && { card: card.trim() }),
      },
      rules,
      makesAccounts,
      ...(defaultGroup.trim() && { defaultGroup: defaultGroup.trim() }),
      ...(clientSecret && { clientSecret }),
    };
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(body());
      }}
    >
      <Stack>
        <Text size="sm" className="quiet">
          {t('settings.oidc.about')}
        </Text>
        <Group gap="xs">
          <Text size="sm">{t('settings.oidc.redirect')}</Text>
          <Code className="break-words">{redirectUri}</Code>
          <Copy value={redirectUri} size="compact-xs" />
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} className="fields">
          <TextInput required description={t('settings.oidc.nameHint')} {...field('name')} />
          <TextInput required description={t('setUp.example', { example: 'https://login.example.edu' })} {...field('issuer')} />
          <TextInput required {...field('clientId')} />
          <PasswordInput
            required={!oidc}
            description={oidc ? t('setUp.connector.kept') : undefined}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
            {...field('clientSecret')}
          />
          <TextInput required {...field('username', 'claims.username')} />
          <TextInput description={t('settings.oidc.cardHint')} {...field('card', 'claims.card')} />
        </SimpleGrid>
        <ClaimRules rules={rules} wrong={wrong} onChange={setRules} />
        <TextInput maw={420} description={t('settings.oidc.defaultGroupHint')} {...field('defaultGroup')} />
        <Checkbox
          label={t('settings.oidc.makesAccounts')}
          checked={makesAccounts}
          onChange={(event) => setMakesAccounts(event.currentTarget.checked)}
        />
        <WayEnd way="oidc" there={Boolean(oidc)} tested={tested} saving={saving} removeLabel={t('settings.oidc.remove')} />
      </Stack>
    </form>
  );
}
