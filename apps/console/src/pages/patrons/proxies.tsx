import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endProxy, letAskFor, proxiesQuery } from '../../api/proxies.ts';
import type { NewProxy } from '../../api/shapes.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { ProxyList } from '../../components/proxy-list.tsx';
import { useMay } from '../../shell/session-context.ts';

const FIELDS = [
  { name: 'proxy', kind: 'text', required: true },
  { name: 'until', kind: 'date', required: false },
] as const;

/** Who may ask in a patron's name, at the desk: named by the number on their card, and ended. */
export function Proxies({ patronRef }: { readonly patronRef: string }) {
  const { t } = useTranslation();
  const manages = useMay()('proxies.manage');
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(proxiesQuery(patronRef));
  const end = (id: string): Promise<void> => endProxy(patronRef, id);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('proxies.ofPatron')}
      </Text>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {data && !data.forMe.length ? (
        <Text size="sm" className="quiet">
          {t('proxies.nobody')}
        </Text>
      ) : null}
      {data?.forMe.length ? <ProxyList proxies={data.forMe} endWord={t('proxies.end')} onEnd={end} /> : null}
      {data?.forOthers.length ? (
        <>
          <Text size="sm" fw={600}>
            {t('proxies.patronFor')}
          </Text>
          <ProxyList proxies={data.forOthers} endWord={t('proxies.end')} onEnd={end} />
        </>
      ) : null}
      {manages ? (
        <Group>
          <Button variant="default" size="xs" onClick={() => setAdding(true)}>
            {t('proxies.add')}
          </Button>
        </Group>
      ) : null}
      {adding ? <AddDialog patronRef={patronRef} onClose={() => setAdding(false)} /> : null}
    </Stack>
  );
}

function AddDialog({ patronRef, onClose }: { readonly patronRef: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: (body: Record<string, unknown>) => letAskFor(patronRef, body as unknown as NewProxy),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['proxies'] }),
  });
  return (
    <ActionDialog
      title={t('proxies.add')}
      about={t('proxies.addAtDesk')}
      fields={FIELDS}
      submit={t('proxies.allow')}
      pending={add.isPending}
      error={add.error}
      onSubmit={(body) => add.mutate(body)}
      onClose={onClose}
    />
  );
}
