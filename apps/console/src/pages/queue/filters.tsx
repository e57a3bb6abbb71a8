import { Group, NativeSelect } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Worklists } from '#lib/contracts';
import { useWords } from '../../words/words.ts';

const route = getRouteApi('/signed-in/queue');
type Name = 'branch' | 'wanted' | 'supplier' | 'taken';

/** Narrows the lists by branch, copy or loan, partner and who has taken it on; what is chosen stands in the address. */
export function Filters({ counted, first }: { readonly counted: Worklists | undefined; readonly first: Ref<HTMLSelectElement> }) {
  const { t } = useTranslation();
  const { word, supplier } = useWords();
  const navigate = useNavigate();
  const search = route.useSearch();
  const change = (name: Name, value: string): void => {
    const { [name]: _, ...rest } = search;
    void navigate({ to: '/queue', search: { ...rest, ...(value && { [name]: value }) }, replace: true });
  };
  const choices = (name: Name, found: Worklists['branches'] | undefined, say: (value: string) => string) => {
    const values = found ?? [];
    const chosen = search[name];
    // what is chosen stays to be seen though nothing of it waits any more
    const all = chosen && !values.some(({ value }) => value === chosen) ? [...values, { value: chosen, count: 0 }] : values;
    return [
      { value: '', label: t(`queue.every.${name}`) },
      ...all.map(({ value, count }) => ({ value, label: `${say(value)} (${count})` })),
    ];
  };
  const field = (name: Name, data: { value: string; label: string }[], ref?: Ref<HTMLSelectElement>) => (
    <NativeSelect
      size="sm"
      aria-label={t(`queue.by.${name}`)}
      value={search[name] ?? ''}
      onChange={(event) => change(name, event.currentTarget.value)}
      data={data}
      {...(ref && { ref })}
    />
  );
  return (
    <Group gap="xs" component="search">
      {field('supplier', choices('supplier', counted?.suppliers, supplier), first)}
      {field(
        'wanted',
        choices('wanted', counted?.services, (value) => word('wanted', value)),
      )}
      {(counted?.branches.length ?? 0) > 0 || search.branch
        ? field(
            'branch',
            choices('branch', counted?.branches, (value) => value),
          )
        : null}
      {field('taken', [
        { value: '', label: t('queue.every.taken') },
        ...['you', 'somebody', 'nobody'].map((value) => ({ value, label: t(`queue.taken.${value}`) })),
      ])}
    </Group>
  );
}
