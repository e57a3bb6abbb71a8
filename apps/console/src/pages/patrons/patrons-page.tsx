import { Badge, Button, Collapse, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patronsQuery, type Patron } from '../../api/patrons.ts';
import { FeesOf } from '../../components/fees/fees-of.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useAsking, useMay } from '../../shell/session-context.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { HandOut } from './hand-out.tsx';
import { Proxies } from './proxies.tsx';

/** The library's patrons, looked up by the beginning of a name, a card number or an e-mail address. */
export function PatronsPage() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 250);
  const { data, error, isPending, refetch } = useQuery({ ...patronsQuery(tenant, asked), placeholderData: keepPreviousData });
  return (
    <Page title={t('patrons.title')} about={t('patrons.about')}>
      <TextInput
        type="search"
        aria-label={t('patrons.search')}
        placeholder={t('patrons.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        maw={480}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={4} /> : null}
      {data && !data.patrons.length ? <Text className="quiet">{t(asked ? 'patrons.nobody' : 'patrons.none')}</Text> : null}
      <Stack gap="xs" aria-live="polite">
        {data?.patrons.map((patron) => (
          <PatronRow key={patron.patronRef} patron={patron} />
        ))}
      </Stack>
      {data?.more ? <Text className="quiet">{t('patrons.more')}</Text> : null}
    </Page>
  );
}

function PatronRow({ patron }: { readonly patron: Patron }) {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const [erasing, setErasing] = useState(false);
  const { displayName, cardNumber, email, group, blocked, active, patronRef } = patron;
  const rights = may('patrons.export') || may('patrons.erase');
  return (
    <Stack className="surface" p="md" gap="sm">
      <Group justify="space-between" gap="xs">
        <Stack gap={2} miw={0}>
          <Group gap="xs">
            <Text fw={600}>{displayName}</Text>
            <Badge variant="light" color="gray" tt="none">
              {group}
            </Badge>
            {blocked ? <Badge color="red">{t('patrons.blocked')}</Badge> : null}
            {active ? null : <Badge color="gray">{t('patrons.ended')}</Badge>}
          </Group>
          <Text size="sm" className="quiet break-words">
            {[cardNumber, email].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
        <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(rights ? 'patrons.rights' : 'proxies.ofPatron')}
        </Button>
      </Group>
      <Collapse expanded={open}>
        <Stack gap="sm">
          {open && may('fees.read') ? <FeesOf patronRef={patronRef} /> : null}
          {open ? <Proxies patronRef={patronRef} /> : null}
          {may('patrons.export') ? (
            <>
              <Text size="sm">{t('patrons.handOut')}</Text>
              <HandOut who={patronRef} name={displayName} />
            </>
          ) : null}
          {may('patrons.erase') ? (
            <Group>
              <Button color="red" variant="light" onClick={() => setErasing(true)}>
                {t('patrons.erase.open')}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Collapse>
      {erasing ? <EraseDialog patron={patron} onClose={() => setErasing(false)} /> : null}
    </Stack>
  );
}
