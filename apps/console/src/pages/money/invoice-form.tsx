import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { INVOICE_LANGUAGES, saveDraft, type Invoice, type InvoiceDraft, type Invoicing } from '../../api/invoices.ts';
import { faultsByPath } from '../../api/problems.ts';
import type { Partner } from '../../api/set-up.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words/words.ts';
import { CurrencyField } from './currency-field.tsx';
import { addressOf, faultsIn, saidIn, startOf, sumOf, type Draft } from './invoice-draft.ts';
import { InvoiceLines } from './invoice-lines.tsx';

interface InvoiceFormProps {
  readonly invoicing: Invoicing;
  readonly partners: readonly Partner[];
  readonly draft: Invoice | undefined;
}
/** Where faults stand beside the lines'. */
const FIELDS = ['debtor', 'address', 'currency', 'language', 'dueDays', 'note'];

/** An invoice to be written, or a draft of one to be said anew. Nothing is in the books before it is issued. */
export function InvoiceForm({ invoicing, partners, draft: saved }: InvoiceFormProps) {
  const { t } = useTranslation();
  const { money, languageName } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const known = useId();
  const [draft, setDraft] = useState(() => startOf(invoicing, saved));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const leave = (): void => void navigate({ to: '/money/invoices', search: saved ? { invoice: saved.id } : {} });
  const save = useMutation({
    mutationFn: (said: InvoiceDraft) => saveDraft(said, saved?.id),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries();
      await navigate({ to: '/money/invoices', search: { invoice: id } });
    },
  });
  const own = faultsIn(draft);
  const told = faultsByPath(save.error);
  const faultAt = (path: string): string | undefined => (tried && own[path] ? t(own[path]) : told[path]);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!Object.keys(own).length) save.mutate(saidIn(draft));
  };
  /** Whom it goes to says where to, as long as nobody has written anything else there. */
  const setDebtor = (debtor: string): void => {
    const before = partners.find(({ symbol }) => symbol === draft.debtor);
    const now = partners.find(({ symbol }) => symbol === debtor);
    const untouched = !draft.address || (before && draft.address === addressOf(before));
    set({ debtor, ...(untouched && { address: now ? addressOf(now) : '' }) });
  };
  const isShown = Object.keys(told).some((path) => FIELDS.includes(path) || path.startsWith('lines.'));
  return (
    <Section title={saved ? t('invoice.draftTo', { debtor: saved.debtor }) : t('invoice.write')}>
      <form noValidate onSubmit={send}>
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Stack gap="sm">
              <TextInput
                label={t('invoice.debtor')}
                description={t('invoice.debtorAbout')}
                required
                list={known}
                autoComplete="off"
                value={draft.debtor}
                error={faultAt('debtor')}
                onChange={(event) => setDebtor(event.currentTarget.value)}
              />
              <datalist id={known}>
                {partners.map(({ id, symbol, name }) => (
                  <option key={id} value={symbol}>
                    {name}
                  </option>
                ))}
              </datalist>
              <Group align="flex-start" gap="sm">
                <CurrencyField value={draft.currency} onChange={(currency) => set({ currency })} error={faultAt('currency')} />
                <TextInput
                  label={t('field.dueDays')}
                  required
                  w={150}
                  inputMode="numeric"
                  value={draft.dueDays}
                  error={faultAt('dueDays')}
                  onChange={(event) => set({ dueDays: event.currentTarget.value })}
                />
                <NativeSelect
                  label={t('field.language')}
                  value={draft.language}
                  error={faultAt('language')}
                  data={INVOICE_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
                  onChange={(event) => set({ language: event.currentTarget.value as Draft['language'] })}
                />
              </Group>
            </Stack>
            <Textarea
              label={t('invoice.address')}
              description={t('invoice.addressAbout')}
              autosize
              minRows={4}
              value={draft.address}
              error={faultAt('address')}
              onChange={(event) => set({ address: event.currentTarget.value })}
            />
          </SimpleGrid>
          <InvoiceLines draft={draft} faultAt={faultAt} onChange={(lines) => set({ lines })} />
          {told['lines'] ? (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {told['lines']}
            </Text>
          ) : null}
          <Textarea
            label={t('invoice.note')}
            description={t('invoice.noteAbout')}
            autosize
            minRows={2}
            value={draft.note}
            error={faultAt('note')}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          {save.error && !isShown ? <ProblemAlert error={save.error} /> : null}
          <Group justify="space-between">
            <Group gap="xs">
              <Button type="submit" loading={save.isPending}>
                {t('invoice.saveDraft')}
              </Button>
              <Button variant="default" onClick={leave}>
                {t('common.cancel')}
              </Button>
            </Group>
            {/^[A-Z]{3}$/.test(draft.currency) ? (
              <Text fw={700} aria-live="polite">
                {t('invoice.sum', { total: money({ minor: sumOf(draft), currency: draft.currency }) })}
              </Text>
            ) : null}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
