import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { erasePatron, type Patron } from '../../api/patrons.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';

const POINTS = ['patrons.erase.name', 'patrons.erase.requests', 'patrons.erase.waits', 'patrons.erase.forGood'] as const;

/** Erasing a patron: what it means first, and the card number typed, as it cannot be taken back. */
export function EraseDialog({ patron, onClose }: { readonly patron: Patron; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const erase = useMutation({ mutationFn: () => erasePatron(patron.patronRef) });
  return (
    <Dialog title={t('patrons.erase.title', { name: patron.displayName })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          erase.mutate();
        }}
      >
        <Stack>
          {erase.error ? <ProblemAlert error={erase.error} /> : null}
          {erase.data ? (
            <>
              <Text component="output">{erase.data.message}</Text>
              <Group justify="flex-end">
                <Button onClick={onClose}>{t('common.close')}</Button>
              </Group>
            </>
          ) : (
            <>
              <List size="sm" spacing="xs">
                {POINTS.map((point) => (
                  <List.Item key={point}>{t(point)}</List.Item>
                ))}
              </List>
              <TextInput
                label={t('patrons.erase.type', { card: patron.cardNumber })}
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {t('patrons.erase.keep')}
                </Button>
                <Button type="submit" color="red" disabled={typed.trim() !== patron.cardNumber} loading={erase.isPending}>
                  {t('patrons.erase.do')}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
