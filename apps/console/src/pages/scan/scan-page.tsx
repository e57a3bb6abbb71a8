import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconBarcode, IconCheck, IconPackage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanResult } from '#lib/contracts';
import type { Parcel } from '../../api/parcels.ts';
import { scanQuery } from '../../api/scan.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { LentCard } from '../lent/lent-card.tsx';
import { AnnounceParcel } from './announce-parcel.tsx';
import { ParcelCard } from './parcel-card.tsx';
import { ScannedCard } from './scanned-card.tsx';

const route = getRouteApi('/signed-in/scan');

/** Mail opening: one scan, one screen, one label. A scanner types like a keyboard, so the field keeps the focus. */
export function ScanPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { code = '' } = route.useSearch();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  // the same thing scanned again is asked for again
  const [time, setTime] = useState(0);
  const scanned = useQuery({ ...scanQuery(code, time), enabled: code !== '' });
  const ready = useCallback(() => field.current?.focus(), []);
  useEffect(ready, [ready]);
  // a scanner types wherever the focus was left, and its Enter would press a button there
  useEffect(() => {
    const onKey = ({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): void => {
      if (key.length !== 1 || key === ' ' || altKey || ctrlKey || metaKey) return;
      if (target instanceof Element && target.closest('input, textarea, select, [role=menu], [role=dialog]')) return;
      ready();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [ready]);
  const [came, setCame] = useState<Parcel>();
  const lookUp = (text: string): void => {
    setTime((before) => before + 1);
    void navigate({ to: '/scan', search: { code: text }, replace: true });
    ready();
  };
  const look = (): void => {
    const text = typed.trim();
    if (!text) return;
    setTyped('');
    setCame(undefined);
    lookUp(text);
  };
  // under its number it is shown like everything else; without one it is found on its list
  const onCame = (parcel: Parcel): void => {
    setCame(parcel);
    if (parcel.code) lookUp(parcel.code);
    else ready();
  };
  const nothing = scanned.data && isNothing(scanned.data);
  return (
    <Page title={t('scan.title')} about={t('scan.about')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            ref={field}
            size="lg"
            flex="1 1 260px"
            maw={560}
            label={t('scan.field')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={100}
            enterKeyHint="search"
            leftSection={<IconBarcode aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" size="lg">
            {t('scan.look')}
          </Button>
        </Group>
      </form>
      {scanned.error ? <ProblemAlert error={scanned.error} onRetry={() => void scanned.refetch()} /> : null}
      {code && scanned.isPending ? <Rows count={2} /> : null}
      {scanned.data ? <Found key={`${code} ${time}`} result={scanned.data} onDone={ready} /> : null}
      {came ? (
        <Alert
          color="leaf"
          variant="light"
          icon={<IconCheck aria-hidden />}
          title={t('parcel.onList', { contents: came.contents })}
        >
          <Link to="/queue" search={{ kind: 'unannounced' }}>
            {t('task.unannounced')}
          </Link>
        </Alert>
      ) : null}
      <Group>
        <AnnounceParcel key={`${code} ${time}`} code={nothing ? code : undefined} onCame={onCame} />
      </Group>
    </Page>
  );
}

const isNothing = ({ found, lent = [], parcels = [] }: ScanResult): boolean => !found.length && !lent.length && !parcels.length;

function Found({ result, onDone }: { readonly result: ScanResult; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { supplier } = useWords();
  const { code, kind, carrier, found, lent = [], parcels = [] } = result;
  const [chosen, setChosen] = useState<string>();
  const read =
    kind === 'tracking'
      ? t('scan.tracking', { code, carrier: carrier === 'post' ? t('scan.post') : carrier })
      : t(`scan.kind.${kind}`, { code });
  const item = found.length === 1 ? found[0] : found.find(({ attempt }) => attempt.id === chosen);
  return (
    <Stack gap="md" aria-live="polite">
      <Text size="sm" className="quiet break-words">
        {read}
      </Text>
      {isNothing(result) ? (
        <Alert color="amber" variant="light" icon={<IconPackage aria-hidden />} title={t('scan.nothing')}>
          <Text size="sm">{t('scan.nothingText')}</Text>
        </Alert>
      ) : null}
      {found.length > 1 ? (
        <Stack gap="xs" component="section" aria-label={t('scan.choose')}>
          <Text fw={600}>{t('scan.choose')}</Text>
          {found.map(({ attempt, title, number }) => (
            <Button
              key={attempt.id}
              variant={attempt.id === chosen ? 'filled' : 'default'}
              justify="start"
              h="auto"
              py="xs"
              styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
              aria-pressed={attempt.id === chosen}
              onClick={() => setChosen(attempt.id)}
            >
              {title} · {supplier(attempt.supplier)} · {t(`attemptStatus.${attempt.status}`)} · {number}
            </Button>
          ))}
          {result.more ? <Text size="sm">{t('scan.more')}</Text> : null}
        </Stack>
      ) : null}
      {lent.length ? (
        <Stack component="ul" gap="md" m={0} p={0} aria-label={t('lent.title')}>
          {lent.map((one) => (
            <LentCard key={one.id} item={one} />
          ))}
        </Stack>
      ) : null}
      {item ? <ScannedCard key={item.attempt.id} item={item} onDone={onDone} /> : null}
      {parcels.map((parcel) => (
        <ParcelCard key={parcel.id} parcel={parcel} />
      ))}
    </Stack>
  );
}
