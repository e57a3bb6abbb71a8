import { Alert, Code, Group, MultiSelect, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACTIONS, may, type Action } from '#lib/contracts';
import { makeClient, makeKey } from '../../api/settings.ts';
import { Copy } from '../../components/copy-button.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { Save } from '../set-up/saved.tsx';
import { useSave } from '../set-up/use-save.ts';

type Kind = 'key' | 'client';
interface Made {
  readonly kind: Kind;
  readonly shown: string;
}

const EMPTY = { name: '', expires: '', jwksUrl: '' };

/** A key, shown this once; or a client that signs its own tokens, of which nothing secret is known here. */
export function NewProgram() {
  const { t } = useTranslation();
  const asking = useAsking();
  const [kind, setKind] = useState<Kind>('key');
  const [text, setText] = useState(EMPTY);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const { mutate, wrong, data, ...saving } = useSave(
    async (): Promise<Made> => {
      const terms = {
        name: text.name.trim(),
        scopes,
        // to the end of that day, wherever one is
        ...(text.expires && { expiresAt: `${text.expires}T23:59:59Z` }),
      };
      if (kind === 'key') return { kind, shown: (await makeKey(terms)).key };
      return { kind, shown: (await makeClient({ ...terms, jwksUrl: text.jwksUrl.trim() })).client };
    },
    () => {
      setText(EMPTY);
      setScopes([]);
    },
  );
  const field = (name: keyof typeof EMPTY, at: string = name) => ({
    label: t(`settings.programs.${name}`),
    value: text[name],
    error: wrong[at],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setText((all) => ({ ...all, [name]: value }));
    },
  });
  const isAdmin = asking.roles.includes('library-admin');
  const open = (Object.keys(ACTIONS) as Action[]).filter(
    (action) => may(asking, action) || (isAdmin && ACTIONS[action].roles.some((role) => role !== 'operator')),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(undefined);
      }}
    >
      <Stack>
        <SegmentedControl
          aria-label={t('settings.programs.kind')}
          value={kind}
          data={(['key', 'client'] as const).map((one) => ({ value: one, label: t(`settings.programs.kind.${one}`) }))}
          onChange={(next) => setKind(next)}
          maw={420}
        />
        <Text size="sm" className="quiet">
          {t(`settings.programs.kindAbout.${kind}`)}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} className="fields">
          <TextInput required description={t('settings.programs.nameHint')} {...field('name')} />
          <TextInput type="date" description={t('settings.programs.expiresHint')} {...field('expires', 'expiresAt')} />
          {kind === 'client' ? (
            <TextInput
              required
              description={t('setUp.example', { example: 'https://program.example.edu/jwks.json' })}
              {...field('jwksUrl')}
            />
          ) : null}
        </SimpleGrid>
        <MultiSelect
          label={t('settings.programs.scopes')}
          description={t('settings.programs.scopesHint')}
          required
          searchable
          value={[...scopes]}
          error={wrong['scopes']}
          data={open.map((action) => ({ value: action, label: `${ACTIONS[action].says} (${action})` }))}
          onChange={setScopes}
        />
        {data ? <Shown made={data} /> : null}
        <Save saving={{ ...saving, isSuccess: false }} label={t(`settings.programs.make.${kind}`)} />
      </Stack>
    </form>
  );
}

function Shown({ made: { kind, shown } }: { readonly made: Made }) {
  const { t } = useTranslation();
  return (
    <Alert role="note" aria-live="polite" variant="light" color="leaf" title={t(`settings.programs.made.${kind}`)}>
      <Text size="sm">{t(`settings.programs.madeAbout.${kind}`)}</Text>
      <Group mt="xs">
        <Code className="break-words" data-testid="program-made">
          {shown}
        </Code>
        <Copy value={shown} />
      </Group>
    </Alert>
  );
}
