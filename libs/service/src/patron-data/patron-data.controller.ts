import { Controller, Get, Inject, Optional, Param, type Type } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { PatronData, PatronRef } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { Sees } from '../audit/sees.ts';
import { CurrentUser, May, ownPatronRef, type SignedInUser } from '../auth/user.ts';
import { httpRejection } from '../http/rejections.ts';
import { collectKept, collectSeen, type KeptOfPatron, type Part } from './kept.ts';

/** What only the service itself can open: directory's sealed names. */
export interface OpenedOfPatron {
  collect(tenant: string, patronRef: string): Promise<readonly Part[]>;
}
export const OPENED_OF_PATRON = Symbol('OPENED_OF_PATRON');

/**
 * What a service keeps of a patron, for the patron and for whoever answers them when they ask (GDPR, articles 15 and 20). Every service
 * has it under its own path, so that no service has to know what another keeps.
 */
export function patronDataController(service: string, kept: readonly KeptOfPatron[]): Type {
  @Controller(`api/${service}/patron-data`)
  class PatronDataController {
    constructor(
      private readonly database: Database,
      @Optional() @Inject(OPENED_OF_PATRON) private readonly opened?: OpenedOfPatron,
    ) {}

    /** Of whoever asks. */
    @Get('own')
    @May('patron-data.own')
    @ApiOkResponse({ standardSchema: PatronData })
    async own(@CurrentUser() user: SignedInUser): Promise<PatronData> {
      return (await this.#all(user.tenant, ownPatronRef(user))) ?? { service, parts: [] };
    }

    /** Of a patron of the library, who has asked for it at the desk. */
    @Get(':ref')
    @May('patrons.export')
    @Sees<PatronData>('export', (_, { params }) => ({ subjects: [String(params['ref'])] }))
    @ApiOkResponse({ standardSchema: PatronData })
    async one(
      @CurrentUser() { tenant }: SignedInUser,
      @Param('ref', { schema: PatronRef }) patronRef: string,
    ): Promise<PatronData> {
      const data = await this.#all(tenant, patronRef);
      if (data) return data;
      throw httpRejection(404, reject('not-found', 'Nothing is kept here of such a patron of this library.'));
    }

    async #all(tenant: string, patronRef: string): Promise<PatronData | undefined> {
      const opened = (await this.opened?.collect(tenant, patronRef)) ?? [];
      return this.database.transaction({ tenant }, async (tx) => {
        const parts = [...opened, ...(await collectKept(tx, kept, patronRef))];
        return parts.length ? { service, parts: [...parts, ...(await collectSeen(tx, patronRef))] } : undefined;
      });
    }
  }
  return PatronDataController;
}
