import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { readinessQuery, STEPS, type Step } from '../../api/set-up.ts';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { AddressStep } from './steps/address.tsx';
import { BranchesStep } from './steps/branches.tsx';
import { CalendarStep } from './steps/calendar.tsx';
import { ConnectorForm } from './steps/connector-form.tsx';
import { HoldingsStep } from './steps/holdings.tsx';
import { MoneyStep } from './steps/money.tsx';
import { PartnersStep } from './steps/partners.tsx';
import { PatronsStep } from './steps/patrons.tsx';
import { ProfileStep } from './steps/profile.tsx';
import { StaffStep } from './steps/staff.tsx';

const route = getRouteApi('/signed-in/set-up/$step');

const FORMS: Readonly<Record<Step, ComponentType>> = {
  profile: ProfileStep,
  branches: BranchesStep,
  calendar: CalendarStep,
  staff: StaffStep,
  patrons: PatronsStep,
  holdings: HoldingsStep,
  system: () => <ConnectorForm kind="ncip" />,
  partners: PartnersStep,
  money: MoneyStep,
  mail: () => <ConnectorForm kind="smtp" />,
  address: AddressStep,
};

/** One step of joining: left and come back to at any time, as everything is saved where it is entered. */
export function StepPage() {
  const { t } = useTranslation();
  const { step } = route.useParams();
  const { tenant } = useAsking();
  const readiness = useQuery(readinessQuery(tenant));
  const at = STEPS.indexOf(step as Step);
  if (at < 0) return <NotFound />;
  const known = STEPS[at]!;
  const Form = FORMS[known];
  const words = readiness.data?.items.find((item) => item.step === known)?.words;
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  return (
    <Page title={t(`setUp.step.${known}`)} about={t('setUp.stepOf', { at: at + 1, of: STEPS.length })}>
      <Stack className="surface" p="lg" gap="md">
        {words ? (
          <Text aria-live="polite">
            <Text span fw={600}>
              {t('setUp.soFar')}
            </Text>{' '}
            {words}
          </Text>
        ) : null}
        <Form key={`${known} ${tenant}`} />
      </Stack>
      <Group justify="space-between">
        <Button variant="default" component={Link} to={before ? `/set-up/${before}` : '/set-up'}>
          {t('setUp.back')}
        </Button>
        <Button variant="default" component={Link} to="/set-up">
          {t('setUp.list')}
        </Button>
        <Button component={Link} to={after ? `/set-up/${after}` : '/set-up'}>
          {t('setUp.next')}
        </Button>
      </Group>
    </Page>
  );
}
