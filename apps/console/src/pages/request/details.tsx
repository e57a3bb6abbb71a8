import { DataList, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ownProxiesQuery } from '../../api/proxies.ts';
import { patronNamesQuery } from '../../api/requests.ts';
import type { RequestPage } from '../../api/shapes.ts';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

/** The request as it was made, and how its citation was checked. */
export function Details({ request }: { readonly request: RequestPage }) {
  const { t } = useTranslation();
  const { word, day, dateTime, money, languageName } = useWords();
  const { citation, wishes, verification, library, patronRef, service, submittedAt, notes, batchId, batchLine } = request;
  const checked = verification
    ? [word('verification', verification.status), verification.source, ...verification.notes].filter(Boolean).join(' · ')
    : undefined;
  const lines: readonly [string, string | undefined][] = [
    ['details.asked', dateTime(submittedAt)],
    ['details.library', library],
    ['details.service', word('serviceType', service)],
    ['details.kind', word('kind', citation.kind)],
    ['details.checked', checked],
    ['details.doi', citation.doi],
    ['details.isbn', citation.isbn.join(', ')],
    ['details.issn', citation.issn.join(', ')],
    ['details.pmid', citation.pmid],
    ['details.neededBy', wishes.neededBy ? day(wishes.neededBy) : undefined],
    ['details.anyEdition', t(wishes.anyEdition ? 'common.yes' : 'common.no')],
    ['details.ebookAccepted', t(wishes.ebookAccepted ? 'common.yes' : 'common.no')],
    ['details.branch', request.requestingBranch],
    ['details.pieces', wishes.pieces > 1 ? String(wishes.pieces) : undefined],
    ['details.pickup', wishes.homeDelivery ? t('wishes.homeDelivery') : (request.pickup?.name ?? wishes.pickupBranch)],
    ['details.languages', wishes.languages?.map((code) => languageName(code)).join(', ')],
    ['details.maxFee', wishes.maxFee && money(wishes.maxFee)],
    ['details.maxCost', wishes.maxPatronCost && money(wishes.maxPatronCost)],
    ['details.notes', notes],
  ];
  return (
    <Section title={t('details.title')}>
      <DataList orientation="horizontal" size="sm" styles={{ itemLabel: { minWidth: 176 } }}>
        <Patron label={t('details.patron')} patronRef={patronRef} />
        {request.by ? <Patron label={t('details.by')} patronRef={request.by} /> : null}
        {lines
          .filter(([, value]) => value)
          .map(([key, value]) => (
            <DataList.Item key={key}>
              <DataList.ItemLabel className="quiet">{t(key)}</DataList.ItemLabel>
              <DataList.ItemValue className="break-words">{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
        {batchId ? (
          <DataList.Item>
            <DataList.ItemLabel className="quiet">{t('details.batch')}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Link to="/upload" search={{ batch: batchId }} className="text-link">
                {t('details.batchLine', { line: batchLine ?? '?' })}
              </Link>
            </DataList.ItemValue>
          </DataList.Item>
        ) : null}
      </DataList>
    </Section>
  );
}

/**
 * Only directory knows names; it tells them to staff of the patron's library, and to two of whom one asks in the other's name each
 * other's. Nobody keeps them.
 */
function Patron({ label, patronRef }: { readonly label: string; readonly patronRef: string }) {
  const may = useMay();
  const desk = may('patrons.name');
  const names = useQuery({ ...patronNamesQuery([patronRef]), enabled: desk });
  const own = useQuery({ ...ownProxiesQuery, enabled: !desk && may('proxies.own') }).data;
  const other = [...(own?.forMe ?? []), ...(own?.forOthers ?? [])].find((proxy) => proxy.patronRef === patronRef);
  const name = desk ? names.data?.[patronRef] : other?.name;
  if (!name) return null;
  return (
    <DataList.Item>
      <DataList.ItemLabel className="quiet">{label}</DataList.ItemLabel>
      <DataList.ItemValue>
        <Text size="sm">{name}</Text>
      </DataList.ItemValue>
    </DataList.Item>
  );
}
