import { Button, Checkbox, Fieldset, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holidaysQuery, saveProfile, type HolidayList, type Profile } from '../../../api/set-up.ts';
import { SectionPending } from '../../../components/section.tsx';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { WithProfile } from '../with-profile.tsx';
import { RemoveRow } from '../../../components/remove-row.tsx';

export const CalendarStep = () => <WithProfile>{(profile) => <CalendarLoader profile={profile} />}</WithProfile>;

function CalendarLoader({ profile }: { readonly profile: Profile }) {
  const list = useQuery(holidaysQuery(profile.country));
  if (list.isPending) return <SectionPending />;
  return <CalendarForm profile={profile} list={list.data ?? { known: false, holidays: [] }} />;
}

const countryName = (language: string, code: string): string =>
  new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code;

interface Closed {
  readonly key: number;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

function CalendarForm({ profile, list }: { readonly profile: Profile; readonly list: HolidayList }) {
  const { t, i18n } = useTranslation();
  const shown = (date: string): string =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(date));
  // nothing confirmed yet: the country's own list is the beginning
  const [off, setOff] = useState<readonly string[]>(
    profile.holidays.length ? profile.holidays : list.holidays.map(({ date }) => date),
  );
  const [own, setOwn] = useState('');
  const [closures, setClosures] = useState<readonly Closed[]>(
    (profile.closures ?? []).map((closure, key) => ({ why: '', ...closure, key })),
  );
  const { mutate, wrong, ...saving } = useSave((change: Partial<Profile>, library) => saveProfile(library, change));
  const set = (key: number, part: Partial<Closed>): void =>
    setClosures((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const names = new Map(list.holidays.map(({ date, name }) => [date, name]));
  const days = [...new Set([...list.holidays.map(({ date }) => date), ...off])].toSorted();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({
          holidays: [...off],
          closures: closures.map(({ from, to, why }) => ({ from, to: to || from, ...(why && { why }) })),
        });
      }}
    >
      <Stack>
        <Fieldset legend={t('setUp.calendar.holidays')}>
          <Text size="sm" className="quiet" mb="sm">
            {t(list.known ? 'setUp.calendar.confirm' : 'setUp.calendar.unknown', {
              country: countryName(i18n.language, profile.country),
            })}
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
            {days.map((date) => (
              <Checkbox
                key={date}
                label={`${shown(date)}${names.has(date) ? ` · ${names.get(date)}` : ''}`}
                checked={off.includes(date)}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  setOff((all) => (checked ? [...all, date] : all.filter((one) => one !== date)));
                }}
              />
            ))}
          </SimpleGrid>
          <Group align="flex-end" mt="sm">
            <TextInput
              type="date"
              label={t('setUp.calendar.own')}
              value={own}
              error={wrong['holidays']}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
            <Button
              variant="default"
              disabled={!own}
              onClick={() => {
                setOff((all) => [...new Set([...all, own])]);
                setOwn('');
              }}
            >
              {t('setUp.calendar.addDay')}
            </Button>
          </Group>
        </Fieldset>
        <Fieldset legend={t('setUp.calendar.closures')}>
          <Text size="sm" className="quiet" mb="sm">
            {t('setUp.calendar.closuresAbout')}
          </Text>
          <Stack gap="sm">
            {closures.map(({ key, from, to, why }) => (
              <Group key={key} align="flex-end">
                <TextInput
                  type="date"
                  required
                  label={t('setUp.calendar.from')}
                  value={from}
                  error={wrong['from']}
                  onChange={(event) => set(key, { from: event.currentTarget.value })}
                />
                <TextInput
                  type="date"
                  required
                  label={t('setUp.calendar.to')}
                  value={to}
                  error={wrong['to']}
                  onChange={(event) => set(key, { to: event.currentTarget.value })}
                />
                <TextInput
                  label={t('setUp.calendar.why')}
                  flex="1 1 160px"
                  value={why}
                  error={wrong['why']}
                  onChange={(event) => set(key, { why: event.currentTarget.value })}
                />
                <RemoveRow
                  label={t('setUp.calendar.removeClosure', { from: from || '…' })}
                  onClick={() => setClosures((all) => all.filter((one) => one.key !== key))}
                />
              </Group>
            ))}
            <Group>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() =>
                  setClosures((all) => [
                    ...all,
                    { key: Math.max(-1, ...all.map(({ key }) => key)) + 1, from: '', to: '', why: '' },
                  ])
                }
              >
                {t('setUp.calendar.addClosure')}
              </Button>
            </Group>
          </Stack>
        </Fieldset>
        <Save saving={saving} label={t('setUp.calendar.save')} />
      </Stack>
    </form>
  );
}
