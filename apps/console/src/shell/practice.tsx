import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { practisedBy } from '#lib/kernel';
import { practiceQuery, switchTo } from '../api/practice.ts';
import { CONSORTIUM } from '../api/session.ts';
import { useAsking, useMay, useSession } from './session-context.ts';

/** How high the band is, in pixels. */
export const BAND = 40;

/** The library that is practised for just now; undefined outside a practice copy. */
export const usePractising = (): string | undefined => practisedBy(useAsking().tenant);

/** Around every page of a practice copy: nobody takes it for the library. */
export function PracticeFrame() {
  return usePractising() === undefined ? null : <div className="practice-frame" aria-hidden />;
}

/** The band above everything in a practice copy, with the way back. */
export function PracticeBand() {
  const { t } = useTranslation();
  const home = useSession().user.tenant;
  const library = usePractising();
  const navigate = useNavigate();
  if (library === undefined) return null;
  const back = (): void => {
    switchTo(home === CONSORTIUM ? library : undefined);
    void navigate({ to: '/practice' });
  };
  return (
    <div className="practice-band" style={{ height: BAND }}>
      <Group className="practice-words" gap="sm" wrap="nowrap" h="100%" px="md">
        <Text fw={800} size="sm" tt="uppercase" style={{ letterSpacing: '0.06em' }}>
          {t('practice.band')}
        </Text>
        <Text fw={600} size="sm" lh={1.1} truncate>
          {t('practice.bandText')}
        </Text>
        <ActionIcon
          size="md"
          variant="filled"
          color="dark.8"
          hiddenFrom="xs"
          onClick={back}
          aria-label={t('practice.leave', { library })}
        >
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
        <Button
          visibleFrom="xs"
          size="compact-sm"
          variant="filled"
          color="dark.8"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={back}
          style={{ flexShrink: 0 }}
        >
          {t('practice.leave', { library })}
        </Button>
      </Group>
    </div>
  );
}

/** In the header: into the practice copy, where there is one. */
export function PracticeSwitch() {
  const { t } = useTranslation();
  const may = useMay();
  const { tenant } = useAsking();
  const navigate = useNavigate();
  const there = useQuery({ ...practiceQuery(tenant), enabled: may('practice.read') });
  const symbol = there.data?.symbol;
  if (symbol === undefined || symbol === tenant || !may('practice.read')) return null;
  const enter = (): void => {
    switchTo(symbol);
    void navigate({ to: '/' });
  };
  return (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<IconSchool size={16} aria-hidden />}
      onClick={enter}
      aria-label={t('practice.enterLong')}
    >
      {t('practice.enter')}
    </Button>
  );
}
