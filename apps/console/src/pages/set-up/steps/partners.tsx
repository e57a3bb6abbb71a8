import { Button, Group, List, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { partnersQuery, savePartner, testPartner, type PartnerTerms } from '../../../api/set-up.ts';
import { useAsking } from '../../../shell/session-context.ts';
import { channelOf, SETTLED, WAYS, wayOf, type Way } from '../partner/ways.ts';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { ConnectionOutcome } from './connection-outcome.tsx';
import { PostalAddress } from './postal-address.tsx';

const EMPTY = { symbol: '', name: '', country: 'US', address: '', email: '', postalAddress: '' };

/** Whom the library exchanges with, and how each is reached. */
export function PartnersStep() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const partners = useQuery(partnersQuery(tenant));
  const [given, setGiven] = useState(EMPTY);
  const [way, setWay] = useState<Way>('iso18626');
  const [settledBy, setSettledBy] = useState<PartnerTerms['settledBy']>('nobody');
  const { mutate, wrong, ...saving } = useSave(
    (terms: PartnerTerms) => savePartner(terms),
    () => setGiven(EMPTY),
  );
  const trying = useMutation({ mutationFn: testPartner });
  const field = (name: keyof typeof EMPTY) => ({
    value: given[name],
    error: wrong[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setGiven((all) => ({ ...all, [name]: value }));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({
          symbol: given.symbol.trim(),
          name: given.name.trim(),
          member: false,
          country: given.country.toUpperCase(),
          ...channelOf(way, way === 'iso18626' ? given.address : ''),
          ...(given.email && { email: given.email.trim() }),
          ...(given.postalAddress.trim() && { postalAddress: given.postalAddress.trim() }),
          settledBy,
          loansOpen: true,
          lendsAv: false,
          daysToRespond: { loan: 4, copy: 2 },
          lastResort: false,
          active: true,
        });
      }}
    >
      <Stack>
        <Text size="sm" className="quiet">
          {t('setUp.partners.about')}
        </Text>
        <List spacing={4}>
          {partners.data?.map((partner) => (
            <List.Item key={partner.id}>
              <Link to="/set-up/partners/$id" params={{ id: partner.id }} className="text-link">
                {partner.symbol} · {partner.name}
              </Link>{' '}
              <Text span size="sm" className="quiet">
                {t(`setUp.partners.way.${wayOf(partner)}`)}
                {partner.active ? '' : ` · ${t('partner.notActive')}`}
              </Text>
            </List.Item>
          ))}
        </List>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t('setUp.partners.symbol')} required {...field('symbol')} />
          <TextInput label={t('setUp.partners.name')} required {...field('name')} />
          <TextInput label={t('setUp.profile.country')} required maxLength={2} {...field('country')} />
          <NativeSelect
            label={t('setUp.partners.channel')}
            value={way}
            error={wrong['channel'] ?? wrong['where']}
            data={WAYS.map((one) => ({ value: one, label: t(`setUp.partners.way.${one}`) }))}
            onChange={(event) => setWay(event.currentTarget.value as Way)}
          />
          {way === 'iso18626' ? (
            <TextInput
              label={t('setUp.partners.address')}
              description={t('setUp.example', { example: 'https://ill.example.org/iso18626' })}
              required
              {...field('address')}
            />
          ) : (
            <TextInput label={t('setUp.partners.email')} required={way === 'email' || way === 'e-mail'} {...field('email')} />
          )}
          <NativeSelect
            label={t('setUp.partners.settledBy')}
            value={settledBy}
            data={SETTLED.map((one) => ({ value: one, label: t(`settledBy.${one}`) }))}
            onChange={(event) => setSettledBy(event.currentTarget.value as PartnerTerms['settledBy'])}
          />
        </SimpleGrid>
        <PostalAddress {...field('postalAddress')} />
        {way === 'iso18626' && given.symbol && given.address ? (
          <Stack gap="xs">
            {trying.error ? <ProblemAlert error={trying.error} /> : null}
            {trying.data ? <ConnectionOutcome tested={trying.data} /> : null}
            <Group gap="sm">
              <Button
                variant="default"
                loading={trying.isPending}
                onClick={() => trying.mutate({ symbol: given.symbol.trim(), address: given.address.trim() })}
              >
                {t('setUp.partners.test')}
              </Button>
              <Text size="sm" className="quiet">
                {t('setUp.partners.testAbout')}
              </Text>
            </Group>
          </Stack>
        ) : null}
        <Save saving={saving} label={t('setUp.partners.add')} />
      </Stack>
    </form>
  );
}
