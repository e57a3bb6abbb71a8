import { z } from 'zod';

/** What a library may connect: its catalog (SRU), its library system (NCIP), its mail (SMTP). One of each kind a library. */
export const ConnectorKind = z.enum(['sru', 'ncip', 'smtp']).meta({ id: 'ConnectorKind' });
export type ConnectorKind = z.infer<typeof ConnectorKind>;

/** Under what a connector's secret is sealed, see Seals of libs/service: it opens for this library, kind and field alone. */
export const connectorContext = (kind: ConnectorKind, field: string): string => `connector ${kind} ${field}`;
