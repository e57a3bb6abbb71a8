import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { ConnectorKind } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Seals, Tenant, type SignedInUser } from '#lib/service';
import { CONNECTIONS, type Connections } from '../adapters/connections/connections.port.ts';
import { findConnector, noteTest, opened, removeConnector, setConnector } from '../app/connectors.ts';
import { ConnectorsQuery, shown } from '../queries/connectors.query.ts';
import { ConnectionTested, Connector, ConnectorBody, ConnectorList, TestBody } from './connector-shapes.ts';

/** What a library has connected. Secrets go in and never come back. */
@Controller('api/directory/connectors')
export class ConnectorsController {
  constructor(
    private readonly database: Database,
    private readonly query: ConnectorsQuery,
    private readonly seals: Seals,
    @Inject(CONNECTIONS) private readonly connections: Connections,
  ) {}

  @Get()
  @May('connectors.read')
  @ApiOkResponse({ standardSchema: ConnectorList })
  async list(@Tenant() tenant: string): Promise<{ connectors: Connector[] }> {
    return { connectors: await this.query.list(tenant) };
  }

  @Put(':kind')
  @May('connectors.manage')
  @ApiOkResponse({ standardSchema: Connector })
  set(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('kind', { schema: ConnectorKind }) kind: ConnectorKind,
    @Body({ schema: ConnectorBody }) body: ConnectorBody,
  ): Promise<Connector> {
    return this.database.transaction({ tenant, actor: sub }, async (tx) =>
      shown(kind, unwrap(await setConnector(tx, this.seals, kind, body))),
    );
  }

  /** Tries it once, as it is kept or as the draft says: nothing at the other side changes. */
  @Post(':kind/test')
  @HttpCode(200)
  @May('connectors.manage')
  @ApiOkResponse({ standardSchema: ConnectionTested })
  async test(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('kind', { schema: ConnectorKind }) kind: ConnectorKind,
    @Body({ schema: TestBody }) { draft }: TestBody,
  ): Promise<ConnectionTested> {
    const kept = await this.database.transaction({ tenant }, (tx) => findConnector(tx, kind));
    const tried = unwrap(opened(tenant, this.seals, kind, draft, kept));
    const test = await this.connections.test(tenant, tried);
    await this.database.transaction({ tenant, actor: sub }, (tx) => noteTest(tx, kind, tried, test));
    return test;
  }

  @Delete(':kind')
  @HttpCode(204)
  @May('connectors.manage')
  @ApiNoContentResponse()
  async remove(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('kind', { schema: ConnectorKind }) kind: ConnectorKind,
  ): Promise<void> {
    await this.database.transaction({ tenant, actor: sub }, async (tx) => unwrap(await removeConnector(tx, kind)));
  }
}
