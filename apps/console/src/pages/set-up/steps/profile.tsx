import { Checkbox, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveProfile, type Profile } from '../../../api/set-up.ts';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { WithProfile } from '../with-profile.tsx';
import { PostalAddress } from './postal-address.tsx';

/** The zones of this browser's own list (ECMA-402). */
export const ZONES = Intl.supportedValuesOf('timeZone');

export const ProfileStep = () => <WithProfile>{(profile) => <ProfileForm profile={profile} />}</WithProfile>;

function ProfileForm({ profile }: { readonly profile: Profile }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(profile.name);
  const [country, setCountry] = useState(profile.country);
  const [currency, setCurrency] = useState(profile.currency);
  const [timeZone, setTimeZone] = useState(profile.timeZone);
  const [workingDays, setWorkingDays] = useState(profile.workingDays.map(String));
  const [postalAddress, setPostalAddress] = useState(profile.postalAddress ?? '');
  const { mutate, wrong, ...saving } = useSave((change: Partial<Profile>, library) => saveProfile(library, change));
  // 5 January 2026 was a Monday
  const dayName = (day: number): string =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({
          name,
          country: country.toUpperCase(),
          currency: currency.toUpperCase(),
          timeZone,
          ...(postalAddress.trim() && { postalAddress: postalAddress.trim() }),
          workingDays: workingDays.map(Number).toSorted((a, b) => a - b),
        });
      }}
    >
      <Stack>
        <TextInput
          label={t('setUp.profile.name')}
          required
          value={name}
          error={wrong['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('setUp.profile.country')}
            description={t('setUp.profile.countryHint')}
            required
            maxLength={2}
            value={country}
            error={wrong['country']}
            onChange={(event) => setCountry(event.currentTarget.value)}
          />
          <TextInput
            label={t('setUp.profile.currency')}
            description={t('setUp.profile.currencyHint')}
            required
            maxLength={3}
            value={currency}
            error={wrong['currency']}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('setUp.profile.timeZone')}
            description={t('setUp.profile.timeZoneHint')}
            value={timeZone}
            error={wrong['timeZone']}
            data={ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES]}
            onChange={(event) => setTimeZone(event.currentTarget.value)}
          />
        </SimpleGrid>
        <PostalAddress
          value={postalAddress}
          error={wrong['postalAddress']}
          onChange={(event) => setPostalAddress(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t('setUp.profile.workingDays')}
          description={t('setUp.profile.workingDaysHint')}
          value={workingDays}
          error={wrong['workingDays']}
          onChange={setWorkingDays}
        >
          <Group mt="xs">
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <Checkbox key={day} value={String(day)} label={dayName(day)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Save saving={saving} />
      </Stack>
    </form>
  );
}
