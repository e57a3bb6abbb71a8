import { Badge, Box, NativeSelect, NavLink, Stack, Text, type NavLinkProps } from '@mantine/core';
import { createLink, getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../words/words.ts';
import { grouped, type List } from './lists.ts';

const route = getRouteApi('/signed-in/queue');
const ListLink = createLink((props: NavLinkProps & Omit<ComponentPropsWithRef<'a'>, keyof NavLinkProps>) => (
  <NavLink component="a" {...props} />
));

/** Of two lists one is shown: “everything” is not, though its address is the beginning of every other’s. */
const EXACTLY = { exact: true, includeSearch: true };

interface ListMenuProps {
  readonly lists: readonly List[];
  readonly kind: string | undefined;
  readonly total: number;
}

/** The worklists with how much stands on each, each at an address of its own; on a phone to choose from. */
export function ListMenu({ lists, kind, total }: ListMenuProps) {
  const { t } = useTranslation();
  const { word, number } = useWords();
  const navigate = useNavigate();
  const search = route.useSearch();
  const groups = grouped(lists);
  const counted = (count: number, more: boolean): string => `${number(count)}${more ? '+' : ''}`;
  const { kind: _, ...narrowed } = search;
  return (
    <>
      <NativeSelect
        hiddenFrom="md"
        label={t('queue.worklists')}
        value={kind ?? ''}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: '/queue', search: { ...narrowed, ...(value && { kind: value }) }, replace: true })
        }
        data={[
          { value: '', label: `${t('queue.all')} (${number(total)})` },
          ...groups.map(([group, own]) => ({
            group: t(`queue.group.${group}`),
            items: own.map((list) => ({
              value: list.kind,
              label: `${word('task', list.kind)} (${counted(list.count, list.more)})`,
            })),
          })),
        ]}
      />
      <Box component="nav" visibleFrom="md" aria-label={t('queue.worklists')} className="surface" p="xs">
        <ListLink
          to="/queue"
          search={narrowed}
          activeOptions={EXACTLY}
          active={kind === undefined}
          aria-current={kind === undefined ? 'page' : undefined}
          label={t('queue.all')}
          rightSection={<Count text={number(total)} />}
        />
        {groups.map(([group, own]) => (
          <Stack key={group} gap={0} mt="xs">
            <Text size="xs" fw={700} className="quiet" px="sm">
              {t(`queue.group.${group}`)}
            </Text>
            {own.map((list) => (
              <ListLink
                key={list.kind}
                to="/queue"
                search={{ ...narrowed, kind: list.kind }}
                activeOptions={EXACTLY}
                active={list.kind === kind}
                aria-current={list.kind === kind ? 'page' : undefined}
                label={word('task', list.kind)}
                rightSection={<Count text={counted(list.count, list.more)} />}
              />
            ))}
          </Stack>
        ))}
      </Box>
    </>
  );
}

const Count = ({ text }: { readonly text: string }) => (
  <Badge size="sm" variant="light" color="gray" c="var(--mantine-color-text)">
    {text}
  </Badge>
);
