import { Controller, Get, Inject, Param, Query, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { AuditTrail, Moment } from '#lib/contracts';
import { reject, type Clock } from '#lib/kernel';
import { CLOCK, Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '../auth/user.ts';
import { httpRejection } from '../http/rejections.ts';
import { AccessLog } from './access-log.ts';
import { auditPage, auditPages, isCursor, type AuditFilter } from './audit-query.ts';
import { writeCsv, writeXlsx } from './export.ts';
import { Sees } from './sees.ts';

const CURSOR = 'it is no place in the audit trail; take `next` of the page before';
const AuditQuery = z.strictObject({
  person: z.string().max(100).optional().meta({ description: 'Account or patronRef of who did or saw it' }),
  subject: z.string().max(100).optional().meta({ description: 'What it was done to, or who or what was seen: id or patronRef' }),
  from: Moment.optional().meta({ description: 'Default: 30 days before `to`' }),
  to: Moment.optional().meta({ description: 'Default: now; not included' }),
  kind: z.enum(['did', 'saw']).optional(),
  after: z.string().max(120).refine(isCursor, CURSOR).optional().meta({ description: '`next` of the page before' }),
});
type AuditQuery = z.infer<typeof AuditQuery>;

const DAY = 86_400_000;
const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
const isFormat = (name: string): name is keyof typeof TYPES => name in TYPES;

/** Who asked for what of the trail: itself seen by nobody without a trace. */
const asked = ({ person, subject, kind, from, to }: AuditQuery): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ person, subject, kind, from, to }).filter(([, value]) => value !== undefined));

/** Who did what and who saw what in a service, for whoever audits the library. Every service has it under its own path. */
export function auditController(service: string): Type {
  @Controller(`api/${service}/audit`)
  @May('audit.read')
  class AuditController {
    constructor(
      private readonly database: Database,
      private readonly log: AccessLog,
      @Inject(CLOCK) private readonly clock: Clock,
    ) {}

    @Get()
    @Sees<AuditTrail>('audit', (_, { query }) => ({ subjects: [], detail: asked(query) }))
    @ApiOkResponse({ standardSchema: AuditTrail })
    async page(@CurrentUser() { tenant }: SignedInUser, @Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditTrail> {
      const { entries, ...rest } = await auditPage(this.database, tenant, this.#filter(query));
      return {
        service,
        entries: entries.map((entry) => ({ ...entry, subjects: [...entry.subjects], changes: [...entry.changes] })),
        ...rest,
      };
    }

    /** All that fits, as a file. */
    @Get('trail.:format')
    @ApiProduces(...Object.values(TYPES))
    async file(
      @CurrentUser() { tenant, sub, actingFrom }: SignedInUser,
      @Param('format') format: string,
      @Query({ schema: AuditQuery }) query: AuditQuery,
      @Res() response: Response,
    ): Promise<void> {
      if (!isFormat(format))
        throw httpRejection(
          404,
          reject('not-found', `The audit trail is not written as "${format}".`, { remedy: 'Ask for trail.csv or trail.xlsx.' }),
        );
      const filter = this.#filter(query);
      await this.log.note({
        tenant,
        account: sub,
        actingFrom,
        kind: 'audit',
        subjects: [],
        detail: { ...asked(query), file: `trail.${format}` },
      });
      response.setHeader('content-type', TYPES[format]);
      response.setHeader('cache-control', 'private, no-store');
      response.setHeader('content-disposition', `attachment; filename="audit-${service}-${tenant}.${format}"`);
      await (format === 'csv' ? writeCsv : writeXlsx)(auditPages(this.database, tenant, filter), response);
    }

    #filter({ from, to, ...rest }: AuditQuery): AuditFilter {
      const end = to ?? this.clock.now().toISOString();
      const begin = from ?? new Date(Date.parse(end) - 30 * DAY).toISOString();
      // what happens in this very moment is in: the end is not included
      return { ...rest, from: begin, to: to ?? new Date(Date.parse(end) + 1000).toISOString() };
    }
  }
  return AuditController;
}
