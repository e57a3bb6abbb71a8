import { Fieldset, NativeSelect, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByPath } from '../../../api/problems.ts';
import { saveProtocol, type Credential, type Partner, type Protocol } from '../../../api/set-up.ts';
import { Section } from '../../../components/section.tsx';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';

const SHOWN_BY = ['header', 'basic', 'bearer'] as const;
const DIRECTIONS = ['outgoing', 'incoming'] as const;

/** Who one is, as it stands in the form; `by` empty: nobody shows anything. */
interface CredentialDraft {
  readonly by: Credential['by'] | '';
  readonly name: string;
  readonly secret: string;
}
type Draft = Readonly<Record<(typeof DIRECTIONS)[number], CredentialDraft>>;

const draftOf = (kept?: Credential): CredentialDraft => ({ by: kept?.by ?? '', name: kept?.name ?? '', secret: '' });
function given({ by, name, secret }: CredentialDraft): (Credential & { secret?: string }) | undefined {
  if (!by) return undefined;
  return { by, ...(by !== 'bearer' && name.trim() && { name: name.trim() }), ...(secret && { secret }) };
}
/** Whether its secret is kept for just that: one for another name is not. */
const isKept = (kept: Credential | undefined, { by, name }: CredentialDraft): boolean =>
  kept !== undefined && kept.by === by && (by === 'bearer' || (kept.name ?? '') === name.trim());

/** How ISO 18626 is spoken with a partner: which version, and how each shows who it is. Secrets are sent and never shown again. */
export function ProtocolForm({ partner }: { readonly partner: Partner }) {
  const { t } = useTranslation();
  const { iso18626 } = partner;
  const [version, setVersion] = useState<Protocol['version']>(iso18626?.version ?? '2021-2');
  const [draft, setDraft] = useState<Draft>({ outgoing: draftOf(iso18626?.outgoing), incoming: draftOf(iso18626?.incoming) });
  const { mutate, wrong, ...saving } = useSave(
    (protocol: Parameters<typeof saveProtocol>[1]) => saveProtocol(partner.id, protocol),
    () => setDraft((before) => ({ outgoing: { ...before.outgoing, secret: '' }, incoming: { ...before.incoming, secret: '' } })),
  );
  const faults = faultsByPath(saving.error);
  return (
    <Section title={t('partner.protocol')}>
      <Text size="sm" className="quiet">
        {t('partner.protocolAbout')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [outgoing, incoming] = [given(draft.outgoing), given(draft.incoming)];
          mutate({ version, ...(outgoing && { outgoing }), ...(incoming && { incoming }) });
        }}
      >
        <Stack>
          <NativeSelect
            maw={320}
            label={t('partner.version')}
            description={t('partner.versionAbout')}
            value={version}
            error={wrong['version']}
            data={['2021-2', '1.2']}
            onChange={(event) => setVersion(event.currentTarget.value as Protocol['version'])}
          />
          {DIRECTIONS.map((direction) => (
            <CredentialFields
              key={direction}
              legend={t(`partner.${direction}`)}
              draft={draft[direction]}
              kept={isKept(iso18626?.[direction], draft[direction])}
              faultAt={(name) => faults[`${direction}.${name}`]}
              onChange={(part) => setDraft((before) => ({ ...before, [direction]: { ...before[direction], ...part } }))}
            />
          ))}
          <Save saving={saving} />
        </Stack>
      </form>
    </Section>
  );
}

interface CredentialFieldsProps {
  readonly legend: string;
  readonly draft: CredentialDraft;
  readonly kept: boolean;
  readonly faultAt: (name: string) => string | undefined;
  readonly onChange: (part: Partial<CredentialDraft>) => void;
}

function CredentialFields({ legend, draft: { by, name, secret }, kept, faultAt, onChange }: CredentialFieldsProps) {
  const { t } = useTranslation();
  return (
    <Fieldset legend={legend}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NativeSelect
          label={t('partner.by')}
          value={by}
          error={faultAt('by')}
          data={[
            { value: '', label: t('partner.byNothing') },
            ...SHOWN_BY.map((one) => ({ value: one, label: t(`partner.shownBy.${one}`) })),
          ]}
          onChange={(event) => onChange({ by: event.currentTarget.value as CredentialDraft['by'] })}
        />
        {by === 'header' || by === 'basic' ? (
          <TextInput
            label={t(by === 'header' ? 'partner.header' : 'partner.user')}
            required
            maxLength={64}
            autoComplete="off"
            value={name}
            error={faultAt('name')}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        ) : null}
        {by ? (
          <PasswordInput
            label={t('partner.secret')}
            description={kept ? t('setUp.connector.kept') : t('partner.secretAbout')}
            required={!kept}
            minLength={8}
            maxLength={1000}
            autoComplete="new-password"
            value={secret}
            error={faultAt('secret')}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
            onChange={(event) => onChange({ secret: event.currentTarget.value })}
          />
        ) : null}
      </SimpleGrid>
    </Fieldset>
  );
}
