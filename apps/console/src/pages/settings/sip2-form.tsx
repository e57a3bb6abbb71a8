import { Checkbox, NativeSelect, NumberInput, PasswordInput, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveSip2, type Sip2 } from '../../api/settings.ts';
import { useSave } from '../set-up/use-save.ts';
import { WayEnd } from './way-end.tsx';

const BLOCKING = ['charge-denied', 'hold-denied', 'card-reported-lost'] as const;

/** `FAC = faculty`, a line each. */
const groupsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at > 0 && line.slice(at + 1).trim() ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : [];
    }),
  );
const linesOf = (groups: Readonly<Record<string, string>> = {}): string =>
  Object.entries(groups)
    .map(([theirs, ours]) => `${theirs} = ${ours}`)
    .join('\n');

/** Patrons sign in with card and PIN at the library's system, by SIP2. */
export function Sip2Form({ sip2 }: { readonly sip2: Sip2 | undefined }) {
  const { t } = useTranslation();
  const [text, setText] = useState({
    host: sip2?.host ?? '',
    institution: sip2?.institution ?? '',
    terminalUser: sip2?.terminalUser ?? '',
    terminalPassword: '',
    location: sip2?.location ?? '',
    defaultGroup: sip2?.defaultGroup ?? '',
    groupField: sip2?.groupField ?? 'PC',
    expiryField: sip2?.expiryField ?? 'PA',
    groups: linesOf(sip2?.groups),
    certificates: sip2?.certificates ?? '',
  });
  const [port, setPort] = useState<number | string>(sip2?.port ?? 6001);
  const [tls, setTls] = useState(sip2?.tls ?? true);
  const [encoding, setEncoding] = useState<Sip2['encoding']>(sip2?.encoding ?? 'utf-8');
  const {
    mutate,
    wrong,
    data: tested,
    ...saving
  } = useSave(saveSip2, () => setText((all) => ({ ...all, terminalPassword: '' })));
  const faultAt = (name: string): string | undefined =>
    wrong[name] ?? (tested?.ok === false && tested.field === name ? tested.words : undefined);
  const field = (name: keyof typeof text) => ({
    label: t(`settings.sip2.${name}`),
    value: text[name],
    error: faultAt(name),
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setText((all) => ({ ...all, [name]: value }));
    },
  });
  const body = (): Parameters<typeof saveSip2>[0] => {
    const { host, institution, defaultGroup, groupField, expiryField, groups, ...optional } = text;
    const given = Object.fromEntries(
      Object.entries(optional).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
    );
    const blocking = sip2?.blocking ?? BLOCKING;
    const fixed = { host, institution, defaultGroup, groupField, expiryField, groups: groupsOf(groups) };
    return { ...fixed, port: Number(port), tls, encoding, blocking, ...given };
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
          {t('settings.sip2.about')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} className="fields">
          <TextInput required description={t('setUp.example', { example: 'ils.example.org' })} {...field('host')} />
          <NumberInput
            label={t('settings.sip2.port')}
            required
            min={1}
            max={65_535}
            hideControls
            thousandSeparator=""
            value={port}
            error={wrong['port']}
            onChange={setPort}
          />
          <TextInput required description={t('settings.sip2.institutionHint')} {...field('institution')} />
          <TextInput required description={t('settings.sip2.defaultGroupHint')} {...field('defaultGroup')} />
          <TextInput {...field('terminalUser')} />
          <PasswordInput
            description={sip2?.terminalUser ? t('setUp.connector.kept') : undefined}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
            {...field('terminalPassword')}
          />
          <TextInput {...field('location')} />
          <NativeSelect
            label={t('settings.sip2.encoding')}
            value={encoding}
            data={['utf-8', 'latin1']}
            onChange={(event) => setEncoding(event.currentTarget.value as Sip2['encoding'])}
          />
          <TextInput description={t('settings.sip2.groupFieldHint')} {...field('groupField')} />
          <TextInput description={t('settings.sip2.expiryFieldHint')} {...field('expiryField')} />
          <Textarea autosize minRows={2} description={t('settings.sip2.groupsHint')} {...field('groups')} />
          <Textarea
            autosize
            minRows={2}
            maxRows={6}
            description={t('settings.sip2.certificatesHint')}
            {...field('certificates')}
          />
        </SimpleGrid>
        <Checkbox
          label={t('settings.sip2.tls')}
          description={t('settings.sip2.tlsHint')}
          checked={tls}
          onChange={(event) => setTls(event.currentTarget.checked)}
        />
        <WayEnd way="sip2" there={Boolean(sip2)} tested={tested} saving={saving} removeLabel={t('settings.sip2.remove')} />
      </Stack>
    </form>
  );
}
