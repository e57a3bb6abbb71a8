import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { partnersQuery } from '../../../api/set-up.ts';
import { NotFound } from '../../../components/not-found.tsx';
import { Page } from '../../../components/page.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { SectionPending } from '../../../components/section.tsx';
import { useAsking } from '../../../shell/session-context.ts';
import { WithProfile } from '../with-profile.tsx';
import { PartnerForm } from './partner-form.tsx';
import { ProtocolForm } from './protocol-form.tsx';
import { useToday } from '../../../words/today.ts';

const route = getRouteApi('/signed-in/set-up/partners/$id');

/** One of those the library exchanges with: on what terms, and how its system is spoken with. */
export function PartnerPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { tenant } = useAsking();
  const partners = useQuery(partnersQuery(tenant));
  const today = useToday();
  const partner = partners.data?.find((one) => one.id === id);
  if (partners.data && !partner) return <NotFound />;
  return (
    <Page
      title={partner ? `${partner.symbol} · ${partner.name}` : t('setUp.step.partners')}
      about={t('partner.about')}
      actions={
        <Button variant="default" component={Link} to="/set-up/partners">
          {t('partner.all')}
        </Button>
      }
    >
      {partners.error ? <ProblemAlert error={partners.error} onRetry={() => void partners.refetch()} /> : null}
      {partner?.agreement ? (
        <Alert role="note" variant="light" color="amber">
          {t('partner.agreed')}
        </Alert>
      ) : null}
      {partner ? (
        <>
          <WithProfile>
            {({ currency }) => (
              <PartnerForm key={`${tenant} ${partner.id}`} partner={partner} today={today} currency={currency} />
            )}
          </WithProfile>
          {partner.channel === 'iso18626' ? <ProtocolForm key={`protocol ${partner.id}`} partner={partner} /> : null}
        </>
      ) : (
        <SectionPending />
      )}
    </Page>
  );
}
