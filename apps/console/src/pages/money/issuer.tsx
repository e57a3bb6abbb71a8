import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { INVOICE_LANGUAGES, invoicingQuery, setInvoicing, type Invoicing } from '../../api/invoices.ts';
import type { Field } from '../../components/actions/fields.ts';
import { StepButton } from '../../components/actions/step-button.tsx';
import { useDraft } from '../../components/actions/use-draft.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';

/** Who the library is on its invoices: asked for in place as long as nobody has said it. */
export function Issuer() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, refetch } = useQuery(invoicingQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const manages = may('invoices.manage');
  if (!data.issuer)
    return (
      <Section title={t('invoice.issuer')}>
        <Text size="sm">{t('invoice.issuerMissing')}</Text>
        {manages ? <IssuerForm invoicing={data} /> : null}
      </Section>
    );
  return (
    <Section title={t('invoice.issuer')} aside={manages ? <ChangeIssuer invoicing={data} /> : null}>
      <Group align="flex-start" gap="xl">
        <Text size="sm" style={{ whiteSpace: 'pre-line' }} className="break-words">
          {`${data.issuer.name}\n${data.issuer.address}`}
        </Text>
        <Text size="sm" style={{ whiteSpace: 'pre-line' }} className="break-words">
          {`${t('invoice.payTo')}\n${data.issuer.payTo}`}
        </Text>
        <Stack gap={2} flex="1 1 260px">
          <Text size="sm" className="quiet">
            {t('invoice.usualDue', { count: data.dueDays })}
          </Text>
          <Text size="sm" className="quiet">
            {t(data.draftMonthly ? 'invoice.draftsMonthly' : 'invoice.draftsByHand')}
          </Text>
        </Stack>
      </Group>
    </Section>
  );
}

function useIssuerFields({ issuer, dueDays, language, draftMonthly }: Invoicing): readonly Field[] {
  const { languageName } = useWords();
  const options = INVOICE_LANGUAGES.map((value) => ({ value, label: languageName(value) }));
  return [
    { name: 'name', kind: 'text', required: true, value: issuer?.name },
    { name: 'address', kind: 'long-text', required: true, value: issuer?.address },
    { name: 'payTo', kind: 'long-text', required: true, value: issuer?.payTo },
    { name: 'dueDays', kind: 'number', required: true, value: dueDays },
    { name: 'language', kind: 'choice', required: true, options, value: language },
    { name: 'draftMonthly', kind: 'yes-no', required: false, value: draftMonthly },
  ];
}

function ChangeIssuer({ invoicing }: { readonly invoicing: Invoicing }) {
  const { t } = useTranslation();
  const fields = useIssuerFields(invoicing);
  return (
    <StepButton
      label={t('invoice.issuerChange')}
      about={t('invoice.issuerAbout')}
      size="compact-sm"
      fields={fields}
      send={setInvoicing}
    />
  );
}

function IssuerForm({ invoicing }: { readonly invoicing: Invoicing }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const save = useMutation({ mutationFn: setInvoicing, onSuccess: () => queries.invalidateQueries() });
  const { inputs, elsewhere, submit } = useDraft(useIssuerFields(invoicing), save.error, (body) => save.mutate(body));
  return (
    <form noValidate onSubmit={submit}>
      <Stack maw={560}>
        {inputs}
        {elsewhere ? <ProblemAlert error={save.error} /> : null}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('invoice.issuerSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
