import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { NewRequest, RequestPage, RequestSummary } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database, newId } from '#lib/messaging';
import { CurrentUser, May, PatronKeys, Sees, type SignedInUser } from '#lib/service';
import { submitRequest } from '../app/submit-request.ts';
import { RequestListQuery } from '../queries/request-list.query.ts';
import { RequestPageQuery } from '../queries/request-page.query.ts';
import { RequestTenantQuery } from '../queries/request-tenant.query.ts';
import { doorFor, libraryOf } from './door.ts';
import type { z } from 'zod';
import { Id, listQuery, ListQuery, RequestList } from './shapes.ts';
import { actorOf, whoseRequests } from './who.ts';

@Controller('api/intake/requests')
export class RequestsController {
  constructor(
    private readonly database: Database,
    private readonly keys: PatronKeys,
    private readonly list: RequestListQuery,
    private readonly pages: RequestPageQuery,
    private readonly tenants: RequestTenantQuery,
  ) {}

  @Post()
  @May('requests.ask', 'requests.ask-own')
  @ApiCreatedResponse({ standardSchema: RequestSummary })
  async submit(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: NewRequest }) body: NewRequest,
    @Headers('authorization') authorization?: string,
  ): Promise<RequestSummary> {
    const tenant = unwrap(libraryOf(user, body));
    const id = newId();
    await this.database.transaction({ tenant, actor: actorOf(user), correlation: id }, async (tx) => {
      const door = unwrap(await doorFor(tx, user, body, this.keys, authorization !== undefined));
      unwrap(await submitRequest(tx, id, body, { ...door, branch: user.branch }));
    });
    return this.pages.summary(id, { tenant });
  }

  @Get()
  @May('requests.read', 'requests.read-own')
  @ApiOkResponse({ standardSchema: RequestList })
  all(@CurrentUser() user: SignedInUser, @Query({ schema: ListQuery }) query: z.infer<typeof ListQuery>): Promise<RequestList> {
    return this.list.page(whoseRequests(user, 'read'), listQuery(query));
  }

  @Get(':id')
  @May('requests.read', 'requests.read-own')
  @Sees<RequestPage>('request', ({ id, patronRef, by, library }, { user }) =>
    user?.patronRef && [patronRef, by].includes(user.patronRef) ? undefined : { subjects: [id, patronRef], library },
  )
  @ApiOkResponse({ standardSchema: RequestPage })
  async one(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<RequestPage> {
    return this.pages.page(id, await this.tenants.of(id, whoseRequests(user, 'read')));
  }
}
