import { Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minorDigits } from '#lib/kernel';
import { faultsByPath } from '../../../api/problems.ts';
import { savePartner, type Partner, type PartnerTerms } from '../../../api/set-up.ts';
import { Section } from '../../../components/section.tsx';
import { Save } from '../saved.tsx';
import { PostalAddress } from '../steps/postal-address.tsx';
import { useSave } from '../use-save.ts';
import { PartnerClosures } from './partner-closures.tsx';
import { draftOf, placeOf, termsOf, type PartnerDraft } from './partner-draft.ts';
import { CARRIERS, SETTLED, WAYS, type Way } from './ways.ts';

interface PartnerFormProps {
  readonly partner: Partner;
  readonly today: string;
  /** The library's. */
  readonly currency: string;
}

const CHECKS = ['loansOpen', 'lendsAv', 'lastResort', 'active'] as const;
/** IFM is OCLC's: only with whom it settles does it matter. */
const CHECKS_OCLC = ['withoutIfm', ...CHECKS] as const;

/** On what terms the library exchanges with it: everything kept is there to begin with. */
export function PartnerForm({ partner, today, currency }: PartnerFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(partner, today, currency));
  const { mutate, wrong, ...saving } = useSave((terms: PartnerTerms) => savePartner(terms, partner.id));
  const faults = faultsByPath(saving.error);
  const set = (part: Partial<PartnerDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const text = (name: 'name' | 'country' | 'address' | 'email' | 'postalAddress') => ({
    value: draft[name],
    error: wrong[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const ways: readonly Way[] = partner.member ? ['platform', ...WAYS] : WAYS;
  return (
    <Section title={t('partner.terms')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate(termsOf(partner, draft, today));
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t('setUp.partners.name')} required {...text('name')} />
            <TextInput label={t('setUp.profile.country')} required maxLength={2} {...text('country')} />
            <NativeSelect
              label={t('setUp.partners.channel')}
              value={draft.way}
              error={wrong['channel'] ?? wrong['where']}
              data={ways.map((way) => ({ value: way, label: t(`setUp.partners.way.${way}`) }))}
              onChange={(event) => set({ way: event.currentTarget.value as Way })}
            />
            <TextInput label={t('setUp.partners.address')} required={draft.way === 'iso18626'} {...text('address')} />
            <TextInput
              label={t('setUp.partners.email')}
              required={draft.way === 'email' || draft.way === 'e-mail'}
              {...text('email')}
            />
            <NativeSelect
              label={t('setUp.partners.settledBy')}
              value={draft.settledBy}
              error={wrong['settledBy']}
              data={SETTLED.map((one) => ({ value: one, label: t(`settledBy.${one}`) }))}
              onChange={(event) => set({ settledBy: event.currentTarget.value as PartnerDraft['settledBy'] })}
            />
            <NativeSelect
              label={t('partner.carrier')}
              description={t('partner.carrierAbout')}
              value={draft.carrier}
              error={wrong['carrier']}
              data={[
                { value: '', label: t('partner.carrierNone') },
                ...CARRIERS.map((one) => ({ value: one, label: t(`carrier.${one}`) })),
              ]}
              onChange={(event) => set({ carrier: event.currentTarget.value as PartnerDraft['carrier'] })}
            />
            <NumberInput
              label={t('partner.mostOpen')}
              description={t('partner.mostOpenAbout')}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              value={draft.mostOpen}
              error={wrong['mostOpen']}
              onChange={(mostOpen) => set({ mostOpen })}
            />
            <Group align="flex-start" gap="sm" wrap="nowrap">
              <NumberInput
                label={t('partner.postage')}
                description={t('partner.postageAbout')}
                flex={1}
                allowNegative={false}
                decimalScale={/^[A-Z]{3}$/.test(draft.postageIn) ? minorDigits(draft.postageIn) : 2}
                clampBehavior="none"
                value={draft.postage}
                error={wrong['minor']}
                onChange={(postage) => set({ postage })}
              />
              <TextInput
                label={t('partner.postageIn')}
                w={120}
                maxLength={3}
                value={draft.postageIn}
                error={draft.postage === '' ? undefined : wrong['currency']}
                onChange={(event) => set({ postageIn: event.currentTarget.value.toUpperCase() })}
              />
            </Group>
            {(['loan', 'copy'] as const).map((service) => (
              <NumberInput
                key={service}
                label={t(`partner.days.${service}`)}
                suffix={t('terms.unit.workingDays')}
                required
                allowDecimal={false}
                allowNegative={false}
                clampBehavior="none"
                value={draft[service]}
                error={wrong[service]}
                onChange={(days) => set({ [service]: days })}
              />
            ))}
          </SimpleGrid>
          <PostalAddress {...text('postalAddress')} />
          {(draft.settledBy === 'OCLC' ? CHECKS_OCLC : CHECKS).map((name) => (
            <Checkbox
              key={name}
              label={t(`partner.${name}`)}
              checked={draft[name]}
              onChange={(event) => set({ [name]: event.currentTarget.checked })}
            />
          ))}
          <TextInput
            type="date"
            maw={320}
            min={today}
            label={t('partner.notNow')}
            description={t('partner.notNowAbout')}
            value={draft.notNow}
            error={draft.notNow ? (faults['closures.0.to'] ?? faults['closures.0.from']) : undefined}
            onChange={(event) => set({ notNow: event.currentTarget.value })}
          />
          <PartnerClosures
            closures={draft.closures}
            faultAt={(index, day) => faults[`closures.${placeOf(draft, index)}.${day}`]}
            onChange={(closures) => set({ closures })}
          />
          <Save saving={saving} />
        </Stack>
      </form>
    </Section>
  );
}
