import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOwnProxy, letAsk, ownProxiesQuery } from '../../api/proxies.ts';
import type { NewOwnProxy } from '../../api/shapes.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { ProxyList } from '../../components/proxy-list.tsx';
import { Section, SectionPending } from '../../components/section.tsx';
import { useMay } from '../../shell/session-context.ts';

const FIELDS = [
  { name: 'who', kind: 'text', required: true },
  { name: 'familyName', kind: 'text', required: true },
  { name: 'until', kind: 'date', required: false },
] as const;

/** Who may ask in one's name, to be named and ended; and in whose name one may ask. */
export function ProxiesSection() {
  const { t } = useTranslation();
  const grants = useMay()('proxies.grant-own');
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(ownProxiesQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <SectionPending />;
  const { forMe, forOthers } = data;
  return (
    <>
      {grants ? (
        <Section title={t('proxies.forMe')}>
          <Text size="sm">{t('proxies.forMeText')}</Text>
          {forMe.length ? <ProxyList proxies={forMe} endWord={t('proxies.end')} onEnd={endOwnProxy} /> : null}
          <Group>
            <Button variant="default" onClick={() => setAdding(true)}>
              {t('proxies.add')}
            </Button>
          </Group>
          {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
        </Section>
      ) : null}
      {forOthers.length ? (
        <Section title={t('proxies.forOthers')}>
          <Text size="sm">{t('proxies.forOthersText')}</Text>
          <ProxyList proxies={forOthers} endWord={t('proxies.stop')} onEnd={endOwnProxy} />
        </Section>
      ) : null}
    </>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: (body: Record<string, unknown>) => letAsk(body as unknown as NewOwnProxy),
    onSuccess: (proxies) => {
      queries.setQueryData(ownProxiesQuery.queryKey, proxies);
      onClose();
    },
  });
  return (
    <ActionDialog
      title={t('proxies.add')}
      about={t('proxies.addAbout')}
      fields={FIELDS}
      submit={t('proxies.allow')}
      pending={add.isPending}
      error={add.error}
      onSubmit={(body) => add.mutate(body)}
      onClose={onClose}
    />
  );
}
