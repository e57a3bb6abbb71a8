import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { removeWay } from '../../api/settings.ts';
import type { ConnectionTested } from '../../api/set-up.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Save } from '../set-up/saved.tsx';
import { ConnectionOutcome } from '../set-up/steps/connection-outcome.tsx';
import { useSave } from '../set-up/use-save.ts';

interface WayEndProps {
  readonly way: Parameters<typeof removeWay>[0];
  /** Whether it is set up, and can be taken away. */
  readonly there: boolean;
  readonly tested: ConnectionTested | undefined;
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  readonly removeLabel: string;
}

/** How the form of a way of signing in ends: what the test said, save, take away. */
export function WayEnd({ way, there, tested, saving, removeLabel }: WayEndProps) {
  const { t } = useTranslation();
  const removing = useSave(() => removeWay(way));
  return (
    <>
      {tested ? <ConnectionOutcome tested={tested} /> : null}
      {removing.error ? <ProblemAlert error={removing.error} /> : null}
      <Group>
        <Save saving={{ ...saving, isSuccess: false }} label={t('setUp.connector.save')} />
        {there ? (
          <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate(undefined)}>
            {removeLabel}
          </Button>
        ) : null}
      </Group>
    </>
  );
}
