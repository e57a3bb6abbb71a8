import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { LibrarySymbol, PatronRef } from '../shapes/basic.ts';
import { SettledBy } from '../shapes/outcome.ts';

export const LibraryChanged = defineMessage({
  type: 'directory.library-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'A library joined or its profile, calendar or settings changed; carries the whole profile.',
  data: z.strictObject({
    symbol: LibrarySymbol,
    name: z.string(),
    country: z.string().length(2),
    currency: z.string().length(3),
    timeZone: z.string(),
    workingDays: z.array(z.int().min(1).max(7)),
    holidays: z.array(z.iso.date()),
    branches: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    active: z.boolean(),
    catalogUrl: z.url().optional().meta({ description: 'SRU base address of its own catalog' }),
    ilsUrl: z.url().optional().meta({ description: 'NCIP address of its library system' }),
    sharedIls: z.string().optional().meta({ description: 'Name of the shared Evergreen it is part of' }),
    subjectsAtHigherLimit: z.array(z.string()).default([]),
  }),
});
export type LibraryChanged = DataOf<typeof LibraryChanged>;

export const PartnerChanged = defineMessage({
  type: 'directory.partner-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: "One of a library's partners, and how to reach and pay it, changed; the tenant is the library.",
  data: z.strictObject({
    symbol: z.string(),
    name: z.string(),
    member: z.boolean(),
    country: z.string().length(2),
    channel: z.enum(['iso18626', 'by-hand']),
    address: z.url().optional(),
    settledBy: SettledBy,
    loansOpen: z.boolean().meta({ description: 'False where loans to or from this country are suspended' }),
    lendsAv: z.boolean(),
    daysToRespond: z.strictObject({ loan: z.int().positive(), copy: z.int().positive() }).meta({ description: 'Working days' }),
    lastResort: z.boolean().default(false),
    active: z.boolean(),
  }),
});
export type PartnerChanged = DataOf<typeof PartnerChanged>;

export const PatronChanged = defineMessage({
  type: 'directory.patron-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'What other services may know of a patron changed: group, blocks, standing consents. No name, no address.',
  data: z.strictObject({
    patronRef: PatronRef,
    group: z.string(),
    blocked: z.boolean(),
    active: z.boolean(),
    ebookAccepted: z.boolean().optional(),
    anyEdition: z.boolean().optional(),
  }),
});
export type PatronChanged = DataOf<typeof PatronChanged>;
