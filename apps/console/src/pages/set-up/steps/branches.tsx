import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveProfile, type Profile } from '../../../api/set-up.ts';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { WithProfile } from '../with-profile.tsx';
import { RemoveRow } from '../../../components/remove-row.tsx';

export const BranchesStep = () => <WithProfile>{(profile) => <BranchesForm profile={profile} />}</WithProfile>;

function BranchesForm({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const kept = profile.branches.map((branch, key) => ({ ...branch, key }));
  const [branches, setBranches] = useState(kept.length ? kept : [{ code: 'MAIN', name: '', key: 0 }]);
  const { mutate, wrong, ...saving } = useSave((change: Partial<Profile>, library) => saveProfile(library, change));
  const set = (key: number, part: { code?: string; name?: string }): void =>
    setBranches((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ branches: branches.map(({ code, name }) => ({ code: code.trim(), name: name.trim() })) });
      }}
    >
      <Stack>
        {branches.map(({ key, code, name }, at) => (
          <Group key={key} align="flex-end" wrap="nowrap">
            <TextInput
              label={t('setUp.branches.code')}
              required
              w={110}
              value={code}
              error={wrong['code'] ?? wrong['branches']}
              onChange={(event) => set(key, { code: event.currentTarget.value })}
            />
            <TextInput
              label={t('setUp.branches.name')}
              required
              flex={1}
              value={name}
              error={wrong['name']}
              onChange={(event) => set(key, { name: event.currentTarget.value })}
            />
            <RemoveRow
              label={t('setUp.branches.remove', { name: name || code || at + 1 })}
              disabled={branches.length === 1}
              onClick={() => setBranches((all) => all.filter((one) => one.key !== key))}
            />
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() =>
              setBranches((all) => [...all, { code: '', name: '', key: Math.max(...all.map(({ key }) => key)) + 1 }])
            }
          >
            {t('setUp.branches.add')}
          </Button>
        </Group>
        <Save saving={saving} />
      </Stack>
    </form>
  );
}
