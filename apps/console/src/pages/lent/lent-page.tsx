import { Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lentQuery, type LentWorklist } from '../../api/lent.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { LentBatch } from './lent-batch.tsx';
import { LentCard } from './lent-card.tsx';

const route = getRouteApi('/signed-in/lent');
const EVERYTHING = 'all';

/** What other libraries ask for and have of ours: worklists, and what may be done with each. */
export function LentPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { list } = route.useSearch();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { data, error, isPending, refetch } = useQuery(lentQuery(list as LentWorklist | undefined));
  const waiting = data?.lists ?? [];
  const here = list as LentWorklist | undefined;
  // the list one is on stays, also when nothing is left on it
  const lists = here && !waiting.some(({ worklist }) => worklist === here) ? [...waiting, { worklist: here, count: 0 }] : waiting;
  const go = (to: string | null): void => {
    setChosen([]);
    void navigate({ to: '/lent', search: to && to !== EVERYTHING ? { list: to } : {}, replace: true });
  };
  const shown = data?.lent ?? [];
  const picked = shown.filter(({ id }) => chosen.includes(id));
  return (
    <Page title={t('lent.title')} about={t('lent.about')}>
      <Tabs variant="pills" value={list ?? EVERYTHING} onChange={go}>
        <Tabs.List aria-label={t('lent.worklists')}>
          <Tabs.Tab value={EVERYTHING}>{t('lent.everything')}</Tabs.Tab>
          {lists.map(({ worklist, count }) => (
            <Tabs.Tab key={worklist} value={worklist}>
              {t(`lentList.${worklist}`)} ({count})
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={list ?? EVERYTHING} pt="lg">
          <Stack gap="sm">
            {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
            {isPending ? <Rows count={4} /> : null}
            {data && !shown.length ? <Text className="quiet">{t(list ? 'lent.nothingHere' : 'lent.nothing')}</Text> : null}
            {list && picked.length ? <LentBatch picked={picked} onDone={() => setChosen([])} /> : null}
            <Stack gap="sm" component="ul" className="plain-list">
              {shown.map((item) => (
                <LentCard
                  key={item.id}
                  item={item}
                  {...(list && item.actions.length
                    ? {
                        chosen: chosen.includes(item.id),
                        onChoose: (on: boolean) =>
                          setChosen((all) => (on ? [...all, item.id] : all.filter((id) => id !== item.id))),
                      }
                    : {})}
                />
              ))}
            </Stack>
            {data?.more ? <Text className="quiet">{t('lent.more')}</Text> : null}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
