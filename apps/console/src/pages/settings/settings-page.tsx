import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '#lib/contracts';
import { Page } from '../../components/page.tsx';
import { useAsking, useMay } from '../../shell/session-context.ts';
import { Connections } from './connections.tsx';
import { Programs } from './programs.tsx';
import { SignInWays } from './sign-in-ways.tsx';

const route = getRouteApi('/signed-in/settings');

const PARTS: Readonly<Record<'connections' | 'sign-in' | 'programs', { readonly needs: Action; readonly part: ComponentType }>> =
  {
    connections: { needs: 'connectors.manage', part: Connections },
    'sign-in': { needs: 'sign-in.manage', part: SignInWays },
    programs: { needs: 'keys.manage', part: Programs },
  };
type Part = keyof typeof PARTS;

/** What a library has connected, how its people sign in, and which programs may ask in its name. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const may = useMay();
  const navigate = route.useNavigate();
  const { part } = route.useSearch();
  const open = (Object.keys(PARTS) as Part[]).filter((one) => may(PARTS[one].needs));
  const shown = open.find((one) => one === part) ?? open[0];
  return (
    <Page title={t('settings.title')} about={t('settings.about')}>
      <Tabs
        value={shown ?? null}
        keepMounted={false}
        onChange={(next) => void navigate({ search: next ? { part: next } : {}, replace: true })}
      >
        <Tabs.List mb="md">
          {open.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`settings.part.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {open.map((one) => {
          const Shown = PARTS[one].part;
          return (
            <Tabs.Panel key={one} value={one}>
              <Shown key={tenant} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}
