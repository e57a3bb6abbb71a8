import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { reject, RejectionError, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, httpRejection, May, Seals, Tenant, type SignedInUser } from '#lib/service';
import { CONNECTIONS, type Connections } from '../adapters/connections/connections.port.ts';
import { setPartner } from '../app/set-partner.ts';
import { setProtocol } from '../app/set-protocol.ts';
import { LibrariesQuery } from '../queries/libraries.query.ts';
import { ConnectionTested } from './connector-shapes.ts';
import { Id, Partner, PartnerBody, PartnerList, PartnerTest, ProtocolBody } from './shapes.ts';

@Controller('api/directory/partners')
@May('partners.read')
export class PartnersController {
  constructor(
    private readonly database: Database,
    private readonly query: LibrariesQuery,
    @Inject(CONNECTIONS) private readonly connections: Connections,
    private readonly seals: Seals,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: PartnerList })
  async list(@Tenant() tenant: string): Promise<{ partners: Partner[] }> {
    return { partners: await this.query.partners(tenant) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: Partner })
  async one(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<Partner> {
    const partner = await this.query.partner(tenant, id);
    if (!partner) throw httpRejection(404, reject('not-found', 'There is no such partner of this library.'));
    return partner;
  }

  /** Asks a partner's system once, in the library's name, and leaves no request there. */
  @Post('test')
  @HttpCode(200)
  @May('partners.manage')
  @ApiOkResponse({ standardSchema: ConnectionTested })
  test(@Tenant() tenant: string, @Body({ schema: PartnerTest }) partner: PartnerTest): Promise<ConnectionTested> {
    return this.connections.partner(tenant, partner);
  }

  @Put(':id')
  @May('partners.manage')
  @ApiOkResponse({ standardSchema: Partner })
  async set(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PartnerBody }) body: PartnerBody,
  ): Promise<Partner> {
    try {
      await this.database.transaction({ tenant, actor: sub }, async (tx) => unwrap(await setPartner(tx, id, body)));
    } catch (error) {
      // an id that is taken, though not here: to this library there is no such partner
      if (!(error instanceof RejectionError)) await this.one(tenant, id);
      throw error;
    }
    return this.one(tenant, id);
  }

  /** How ISO 18626 is spoken with the partner: which version, and how each shows who it is. */
  @Put(':id/iso18626')
  @May('partners.manage')
  @ApiOkResponse({ standardSchema: Partner })
  async protocol(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ProtocolBody }) body: ProtocolBody,
  ): Promise<Partner> {
    await this.one(tenant, id);
    await this.database.transaction({ tenant, actor: sub }, async (tx) => unwrap(await setProtocol(tx, this.seals, id, body)));
    return this.one(tenant, id);
  }
}
