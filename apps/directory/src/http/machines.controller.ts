import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { Machines } from '../app/machines.ts';
import { scopesFor } from '../domain/machine/machine.ts';
import { Id } from './shapes.ts';
import { ClientBody, ClientMade, KeyMade, NewKey, ProgramList, type Program } from './sign-in-shapes.ts';

/** Programs that may ask in a library's name: API keys, and clients that sign tokens with a key of their own. */
@Controller('api/directory')
@May('keys.manage')
export class MachinesController {
  constructor(private readonly machines: Machines) {}

  @Get('programs')
  @ApiOkResponse({ standardSchema: ProgramList })
  async list(@Tenant() tenant: string): Promise<{ programs: Program[] }> {
    const all = await this.machines.list(tenant);
    return {
      programs: all.map(({ kind, scopes, lastUsedAt, ...rest }) => ({
        ...rest,
        kind: kind ?? 'key',
        scopes: [...scopes],
        ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
      })),
    };
  }

  @Post('keys')
  @ApiCreatedResponse({ standardSchema: KeyMade })
  makeKey(@CurrentUser() user: SignedInUser, @Body({ schema: NewKey }) body: NewKey): Promise<KeyMade> {
    const scopes = unwrap(scopesFor(body.scopes, user));
    return this.machines.makeKey(user.tenant, user.sub, { ...body, scopes });
  }

  @Post('clients')
  @ApiCreatedResponse({ standardSchema: ClientMade })
  makeClient(@CurrentUser() user: SignedInUser, @Body({ schema: ClientBody }) body: ClientBody): Promise<ClientMade> {
    const scopes = unwrap(scopesFor(body.scopes, user));
    return this.machines.makeClient(user.tenant, user.sub, { ...body, scopes });
  }

  @Put('clients/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  changeClient(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ClientBody }) body: ClientBody,
  ): Promise<void> {
    const scopes = unwrap(scopesFor(body.scopes, user));
    return this.machines.changeClient(user.tenant, user.sub, id, { ...body, scopes });
  }

  /** At once and for good. */
  @Delete('programs/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  revoke(@CurrentUser() { tenant, sub }: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.machines.revoke(tenant, sub, id);
  }
}
