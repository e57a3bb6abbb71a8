import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { TermsForm } from './terms-form.tsx';
import { TERMS } from './terms.ts';
import { WithProfile } from './with-profile.tsx';

/** How a library borrows, lends and reminds its patrons. Empty: as Trillium has it by itself. */
export function TermsPage() {
  const { t } = useTranslation();
  return (
    <Page
      title={t('terms.title')}
      about={t('terms.about')}
      actions={
        <Button variant="default" component={Link} to="/set-up">
          {t('setUp.list')}
        </Button>
      }
    >
      <WithProfile>
        {(profile) => TERMS.map((terms) => <TermsForm key={`${profile.symbol} ${terms.part}`} profile={profile} terms={terms} />)}
      </WithProfile>
    </Page>
  );
}
