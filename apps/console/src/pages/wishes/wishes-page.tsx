import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import type { OwnWishes } from '../../api/shapes.ts';
import { ownWishesQuery, saveWishes } from '../../api/wishes.ts';
import { Page } from '../../components/page.tsx';
import { PagePending } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { HandOver } from './hand-over.tsx';
import { Notices } from './notices.tsx';
import type { WishesPart } from './part.ts';
import { WhatWillDo } from './what-will-do.tsx';

/** What a patron says once for all their requests. */
export function WishesPage() {
  const { t } = useTranslation();
  const own = useQuery(ownWishesQuery);
  return (
    <Page title={t('wishes.title')} about={t('wishes.about')}>
      {own.error ? <ProblemAlert error={own.error} /> : null}
      {own.isPending ? <PagePending /> : null}
      {own.data ? <WishesForm own={own.data} /> : null}
    </Page>
  );
}

const FIELDS: readonly string[] = ['pickupBranch', 'maxPatronCost', 'maxFee', 'languages'];

function WishesForm({ own }: { readonly own: OwnWishes }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [wishes, setWishes] = useState(own.wishes);
  const saving = useMutation({
    mutationFn: () => saveWishes(wishes),
    onSuccess: (saved) => {
      queries.setQueryData(ownWishesQuery.queryKey, saved);
      notifications.show({ color: 'leaf', message: t('wishes.saved') });
    },
  });
  const errors = fieldErrors(saving.error);
  const part: WishesPart = {
    own,
    wishes,
    errors,
    wish: (changed) =>
      setWishes(Object.fromEntries(Object.entries({ ...wishes, ...changed }).filter(([, value]) => value !== undefined))),
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack gap="lg">
        {saving.error && !Object.keys(errors).some((field) => FIELDS.includes(field)) ? (
          <ProblemAlert error={saving.error} />
        ) : null}
        <Section title={t('wishes.choices')}>
          <WhatWillDo {...part} />
        </Section>
        <Section title={t('wishes.handOver')}>
          <HandOver {...part} />
        </Section>
        <Section title={t('wishes.notices')}>
          <Notices {...part} />
        </Section>
        <Group justify="flex-end">
          <Button type="submit" size="md" loading={saving.isPending}>
            {t('wishes.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
