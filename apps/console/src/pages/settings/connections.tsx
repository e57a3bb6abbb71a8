import { Accordion, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectorsQuery, removeConnector, type Connector } from '../../api/set-up.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SectionPending } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { ConnectorForm } from '../set-up/steps/connector-form.tsx';
import { useSave } from '../set-up/use-save.ts';

type State = 'none' | 'untested' | 'works' | 'fails';
const COLORS: Readonly<Record<State, string>> = { none: 'gray', untested: 'yellow', works: 'leaf', fails: 'red' };
const stateOf = ({ setUp, tested }: Connector): State =>
  setUp ? (tested ? (tested.ok ? 'works' : 'fails') : 'untested') : 'none';

/** Every system outside that a library may connect, and how each stands. */
export function Connections() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const connectors = useQuery(connectorsQuery(tenant));
  if (connectors.error) return <ProblemAlert error={connectors.error} onRetry={() => void connectors.refetch()} />;
  if (!connectors.data) return <SectionPending />;
  return (
    <Stack>
      <Text size="sm" className="quiet">
        {t('settings.connections.about')}
      </Text>
      <Accordion variant="separated" order={2} keepMounted={false}>
        {connectors.data.map((connector) => {
          const state = stateOf(connector);
          return (
            <Accordion.Item key={connector.kind} value={connector.kind} className="surface">
              <Accordion.Control>
                <Group justify="space-between" gap="xs">
                  <Text fw={600}>{connector.what}</Text>
                  <Badge variant="light" color={COLORS[state]} tt="none">
                    {t(`settings.connections.state.${state}`)}
                  </Badge>
                </Group>
                {connector.tested ? (
                  <Text size="sm" className="quiet">
                    {connector.tested.words}
                  </Text>
                ) : null}
              </Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  <ConnectorForm kind={connector.kind} />
                  {connector.setUp ? <Remove connector={connector} /> : null}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </Stack>
  );
}

function Remove({ connector: { kind, what } }: { readonly connector: Connector }) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useSave(() => removeConnector(kind));
  return (
    <>
      {error ? <ProblemAlert error={error} /> : null}
      <Group>
        <Button variant="default" loading={isPending} onClick={() => mutate(undefined)}>
          {t('settings.connections.remove', { what })}
        </Button>
      </Group>
    </>
  );
}
