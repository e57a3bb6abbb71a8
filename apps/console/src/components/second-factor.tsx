import { Alert, Button, Code, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorSetup } from '../api/account.ts';

interface CodeFieldProps {
  readonly value: string;
  readonly error?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
}

/** The code of an authenticator app, or a recovery code. */
export function CodeField({ value, error, ref, onChange }: CodeFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      ref={ref}
      label={t('factor.code')}
      description={t('factor.codeHint')}
      required
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface AuthenticatorProps {
  readonly setup: FactorSetup;
}

/** What an authenticator app reads, as a picture and to be typed. */
export function Authenticator({ setup: { qr, secret } }: AuthenticatorProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" align="center">
      <Text size="sm">{t('factor.scan')}</Text>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
        alt={t('factor.picture')}
        width={200}
        height={200}
        style={{ background: '#fff', borderRadius: 8 }}
      />
      <Text size="sm">{t('factor.type')}</Text>
      <Code className="break-words">{secret.match(/.{1,4}/g)?.join(' ')}</Code>
    </Stack>
  );
}

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Shown once: whoever loses the phone gets in with one of them. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert color="leaf" variant="light" icon={<IconKey aria-hidden />} title={t('factor.keepTitle')}>
        {t('factor.keep')}
      </Alert>
      <SimpleGrid cols={2} spacing="xs">
        {codes.map((code) => (
          <Code key={code} ta="center">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>
          {t('factor.copy')}
        </Button>
        <Button onClick={onKept}>{t('factor.kept')}</Button>
      </Group>
    </Stack>
  );
}
