import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { NewOwnProxy, NewProxy, OwnProxies } from '#lib/contracts';
import { reject, RejectionError, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, httpRejection, May, ownPatronRef, Sees, Tenant, type SignedInUser } from '#lib/service';
import { NameSafe } from '../app/names/name-safe.ts';
import { endProxy, letAsk } from '../app/proxies.ts';
import { PeopleQuery } from '../queries/people.query.ts';
import { ProxiesQuery } from '../queries/proxies.query.ts';
import { Id, PatronRef } from './shapes.ts';

/** Who may ask in one's own name, and in whose name one may ask. */
@Controller('api/directory/me/proxies')
@May('proxies.own')
export class OwnProxiesController {
  constructor(
    private readonly database: Database,
    private readonly query: ProxiesQuery,
    private readonly keys: NameSafe,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: OwnProxies })
  read(@CurrentUser() user: SignedInUser): Promise<OwnProxies> {
    return this.query.of(user.tenant, ownPatronRef(user));
  }

  /** A patron lets another one of the library ask in their name. */
  @Post()
  @May('proxies.grant-own')
  @ApiCreatedResponse({ standardSchema: OwnProxies })
  async grant(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: NewOwnProxy }) { who, familyName, until }: NewOwnProxy,
  ): Promise<OwnProxies> {
    const { tenant, sub } = user;
    const patronRef = ownPatronRef(user);
    const proxyRef = await this.query.knownAs(tenant, this.keys.of(tenant, who), familyName);
    if (!proxyRef)
      throw new RejectionError(
        reject('unknown-patron', 'No patron of your library has this card number or username and this family name.', {
          field: 'who',
          remedy: 'Ask the person what stands on their library card, or ask staff.',
        }),
      );
    await this.database.transaction({ tenant, actor: sub }, async (tx) =>
      unwrap(await letAsk(tx, { patronRef, proxyRef, until, by: 'patron' })),
    );
    return this.read(user);
  }

  /** Either of the two ends it. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    const { tenant, sub } = user;
    await this.database.transaction({ tenant, actor: sub }, async (tx) =>
      unwrap(await endProxy(tx, id, ownPatronRef(user), 'one of the two')),
    );
  }
}

/** The same for a patron who has asked the desk. */
@Controller('api/directory/patrons/:ref/proxies')
@May('proxies.manage')
export class ProxiesController {
  constructor(
    private readonly database: Database,
    private readonly query: ProxiesQuery,
    private readonly people: PeopleQuery,
    private readonly keys: NameSafe,
  ) {}

  @Get()
  @May('patrons.read')
  @Sees<OwnProxies>('patrons', ({ forMe, forOthers }) => ({
    subjects: [...forMe, ...forOthers].map(({ patronRef }) => patronRef),
  }))
  @ApiOkResponse({ standardSchema: OwnProxies })
  async read(@Tenant() tenant: string, @Param('ref', { schema: PatronRef }) ref: string): Promise<OwnProxies> {
    if (!(await this.people.one(tenant, ref)))
      throw httpRejection(404, reject('not-found', 'There is no such patron at this library.'));
    return this.query.of(tenant, ref);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: OwnProxies })
  async grant(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('ref', { schema: PatronRef }) patronRef: string,
    @Body({ schema: NewProxy }) { proxy, until }: NewProxy,
  ): Promise<OwnProxies> {
    const isRef = PatronRef.safeParse(proxy).success;
    const proxyRef = isRef ? proxy : ((await this.query.known(tenant, this.keys.of(tenant, proxy))) ?? '');
    await this.database.transaction({ tenant, actor: sub }, async (tx) =>
      unwrap(await letAsk(tx, { patronRef, proxyRef, until, by: 'staff' })),
    );
    return this.query.of(tenant, patronRef);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('ref', { schema: PatronRef }) ref: string,
    @Param('id', { schema: Id }) id: string,
  ): Promise<void> {
    await this.database.transaction({ tenant, actor: sub }, async (tx) => unwrap(await endProxy(tx, id, ref, 'staff')));
  }
}
