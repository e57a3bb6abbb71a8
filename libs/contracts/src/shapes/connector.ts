import { z } from 'zod';

/**
 * What a library may connect, one of each kind: its catalog (SRU or Z39.50), the catalog of a system it shares, a union catalog and a
 * repository of dissertations (SRU), OCLC's
 * WorldCat, its library system (NCIP), its mail (SMTP), its name at Crossref and Unpaywall, its accounts at those who sell.
 */
export const ConnectorKind = z
  .enum([
    'sru',
    'z3950',
    'shared',
    'union',
    'repository',
    'oclc',
    'ncip',
    'illiad',
    'smtp',
    'crossref',
    'unpaywall',
    'get-it-now',
    'reprints-desk',
    'vendor',
  ])
  .meta({ id: 'ConnectorKind' });
export type ConnectorKind = z.infer<typeof ConnectorKind>;

/** Under what a connector's secret is sealed, see Seals of libs/service: it opens for this library, kind and field alone. */
export const connectorContext = (kind: ConnectorKind, field: string): string => `connector ${kind} ${field}`;
