import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveProfile, type Profile } from '../../api/set-up.ts';
import { Page } from '../../components/page.tsx';
import { Save } from './saved.tsx';
import { useSave } from './use-save.ts';
import { WithProfile } from './with-profile.tsx';

/** How long the library keeps what it need not keep for ever. Empty: as Trillium does by itself. */
export function KeepingPage() {
  const { t } = useTranslation();
  return (
    <Page
      title={t('keeping.title')}
      about={t('keeping.about')}
      actions={
        <Button variant="default" component={Link} to="/set-up">
          {t('setUp.list')}
        </Button>
      }
    >
      <Stack className="surface" p="lg">
        <WithProfile>{(profile) => <KeepingForm profile={profile} />}</WithProfile>
      </Stack>
    </Page>
  );
}

const KINDS = [
  { kind: 'unlink', label: 'keeping.unlink.label', about: 'keeping.unlink.about', itself: 'keeping.unlink.itself' },
  { kind: 'uploads', label: 'keeping.uploads.label', about: 'keeping.uploads.about', itself: 'keeping.uploads.itself' },
  { kind: 'messages', label: 'keeping.messages.label', about: 'keeping.messages.about', itself: 'keeping.messages.itself' },
  {
    kind: 'formerPatrons',
    label: 'keeping.formerPatrons.label',
    about: 'keeping.formerPatrons.about',
    itself: 'keeping.formerPatrons.itself',
  },
] as const;
type Kind = (typeof KINDS)[number]['kind'];
type Days = number | '';

function KeepingForm({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const [days, setDays] = useState<Readonly<Record<Kind, Days>>>({
    unlink: profile.unlinkAfterDays ?? '',
    uploads: profile.keep?.uploads ?? '',
    messages: profile.keep?.messages ?? '',
    formerPatrons: profile.keep?.formerPatrons ?? '',
  });
  const { mutate, wrong, ...saving } = useSave((change: object, library) => saveProfile(library, change));
  const field = (kind: Kind): string => (kind === 'unlink' ? 'unlinkAfterDays' : kind);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { unlink, ...keep } = days;
        mutate({
          unlinkAfterDays: unlink === '' ? null : unlink,
          keep: Object.fromEntries(Object.entries(keep).filter(([, set]) => set !== '')),
        });
      }}
    >
      <Stack>
        {KINDS.map(({ kind, label, about, itself }) => (
          <NumberInput
            key={kind}
            label={t(label)}
            description={t(about)}
            placeholder={t(itself)}
            suffix={t('keeping.days')}
            min={1}
            max={3650}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            maw={520}
            value={days[kind]}
            error={wrong[field(kind)]}
            onChange={(value) => setDays({ ...days, [kind]: typeof value === 'number' ? value : '' })}
          />
        ))}
        <Text size="sm" className="quiet">
          {t('keeping.trail')}
        </Text>
        <Group>
          <Save saving={saving} />
        </Group>
      </Stack>
    </form>
  );
}
