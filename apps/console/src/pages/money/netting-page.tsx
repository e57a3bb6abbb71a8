import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { BOOKS, drawUpNetting, nettingsQuery } from '../../api/money.ts';
import { fieldErrors } from '../../api/problems.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';
import { NettingCard } from './netting-card.tsx';
import { CurrencyField } from './currency-field.tsx';

/** What members owe each other for a month, turned into few transfers: the operators' page. */
export function NettingPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery(nettingsQuery);
  return (
    <Page title={t('books.page.netting')} about={t('netting.about')}>
      {may('nettings.manage') ? <DrawUp /> : null}
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={3} /> : null}
      {data && !data.nettings.length ? <Text className="quiet">{t('netting.none')}</Text> : null}
      <Stack gap="lg">
        {data?.nettings.map((netting) => (
          <NettingCard key={netting.id} netting={netting} />
        ))}
      </Stack>
    </Page>
  );
}

function DrawUp() {
  const { t } = useTranslation();
  const [month, setMonth] = useState('');
  const [currency, setCurrency] = useState('USD');
  const queries = useQueryClient();
  const draw = useMutation({
    mutationFn: drawUpNetting,
    onSuccess: () => queries.invalidateQueries({ queryKey: BOOKS }),
  });
  const wrong = fieldErrors(draw.error);
  const atField = ['month', 'currency'].some((name) => wrong[name]);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    draw.mutate({ month, currency });
  };
  return (
    <Section title={t('netting.drawUpTitle')}>
      <Text size="sm">{t('netting.drawUpAbout')}</Text>
      <form onSubmit={submit}>
        <Group align="flex-start" gap="sm">
          <TextInput
            type="month"
            label={t('books.month')}
            required
            value={month}
            error={wrong['month']}
            onChange={(event) => setMonth(event.currentTarget.value)}
          />
          <CurrencyField value={currency} onChange={setCurrency} error={wrong['currency']} />
          <Button type="submit" mt={25} loading={draw.isPending}>
            {t('netting.drawUp')}
          </Button>
        </Group>
      </form>
      {draw.error && !atField ? <ProblemAlert error={draw.error} /> : null}
    </Section>
  );
}
