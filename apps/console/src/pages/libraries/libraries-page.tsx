import { Button, List, SimpleGrid, Stack, TextInput, NativeSelect, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { librariesQuery } from '../../api/session.ts';
import { inviteLibrary } from '../../api/set-up.ts';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { FirstPassword } from '../set-up/first-password.tsx';
import { ZONES } from '../set-up/steps/profile.tsx';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const EMPTY = { symbol: '', name: '', country: 'US', displayName: '', username: '' };

/** The libraries of the consortium, and a form by which another is invited. */
export function LibrariesPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const libraries = useQuery(librariesQuery);
  const [given, setGiven] = useState(EMPTY);
  const [timeZone, setTimeZone] = useState(HERE);
  const invite = useMutation({
    mutationFn: inviteLibrary,
    onSuccess: async () => {
      setGiven(EMPTY);
      await queries.invalidateQueries({ queryKey: librariesQuery.queryKey });
    },
  });
  const wrong = fieldErrors(invite.error);
  const field = (name: keyof typeof EMPTY) => ({
    value: given[name],
    error: wrong[name],
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setGiven((all) => ({ ...all, [name]: value }));
    },
  });
  return (
    <Page title={t('libraries.title')} about={t('libraries.about')}>
      <Section title={t('libraries.members')}>
        {libraries.data?.length ? (
          <List spacing={4}>
            {libraries.data.map(({ symbol, name }) => (
              <List.Item key={symbol}>
                {name}{' '}
                <Text span size="sm" className="quiet">
                  {symbol}
                </Text>
              </List.Item>
            ))}
          </List>
        ) : (
          <Text>{t('libraries.none')}</Text>
        )}
      </Section>
      <Section title={t('libraries.inviteTitle')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const { displayName, username, ...library } = given;
            invite.mutate({
              symbol: library.symbol.trim().toUpperCase(),
              name: library.name.trim(),
              country: library.country.toUpperCase(),
              timeZone,
              admin: { displayName: displayName.trim(), username: username.trim() },
            });
          }}
        >
          <Stack>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput label={t('setUp.profile.name')} {...field('name')} />
              <TextInput
                label={t('libraries.symbol')}
                description={t('libraries.symbolHint')}
                maxLength={16}
                {...field('symbol')}
              />
              <TextInput
                label={t('setUp.profile.country')}
                description={t('setUp.profile.countryHint')}
                maxLength={2}
                {...field('country')}
              />
              <NativeSelect
                label={t('setUp.profile.timeZone')}
                description={t('setUp.profile.timeZoneHint')}
                value={timeZone}
                error={wrong['timeZone']}
                data={ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES]}
                onChange={(event) => setTimeZone(event.currentTarget.value)}
              />
              <TextInput label={t('libraries.adminName')} {...field('displayName')} />
              <TextInput label={t('libraries.adminUsername')} autoCapitalize="none" {...field('username')} />
            </SimpleGrid>
            {invite.error ? <ProblemAlert error={invite.error} title={t('libraries.notInvited')} /> : null}
            {invite.data ? (
              <FirstPassword library={invite.data.symbol} username={invite.data.username} password={invite.data.firstPassword} />
            ) : null}
            <Button type="submit" loading={invite.isPending} style={{ alignSelf: 'flex-start' }}>
              {t('libraries.send')}
            </Button>
          </Stack>
        </form>
      </Section>
    </Page>
  );
}
