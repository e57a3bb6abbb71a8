import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { NameSafe } from '../app/names/name-safe.ts';
import { createAccount, rolesOf, setAccount, setPassword } from '../app/accounts.ts';
import { FirstPasswords } from '../app/first-passwords.ts';
import { mayGrant } from '../domain/account/account.ts';
import { PeopleQuery } from '../queries/people.query.ts';
import { Account, AccountBody, AccountList, FirstPassword, Id, NewAccount } from './shapes.ts';

/** Who may sign in. An operator without `x-library` works on the consortium's own accounts. */
@Controller('api/directory/accounts')
export class AccountsController {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleQuery,
    private readonly keys: NameSafe,
    private readonly passwords: FirstPasswords,
  ) {}

  @Get()
  @May('accounts.read')
  @ApiOkResponse({ standardSchema: AccountList })
  async list(@Tenant() tenant: string): Promise<{ accounts: Account[] }> {
    return { accounts: await this.people.accounts(tenant) };
  }

  @Post()
  @May('accounts.manage')
  @ApiCreatedResponse({ standardSchema: FirstPassword })
  async create(
    @CurrentUser() { tenant, sub, roles }: SignedInUser,
    @Body({ schema: NewAccount }) body: NewAccount,
  ): Promise<FirstPassword> {
    unwrap(mayGrant(roles, body.roles));
    const { password, hash } = await this.passwords.make();
    const id = await this.database.transaction({ tenant, actor: sub }, async (tx) =>
      unwrap(await createAccount(tx, this.keys, { ...body, passwordHash: hash })),
    );
    return { id, firstPassword: password };
  }

  @Put(':id')
  @May('accounts.manage')
  @HttpCode(204)
  @ApiNoContentResponse()
  async set(
    @CurrentUser() { tenant, sub, roles }: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AccountBody }) body: AccountBody,
  ): Promise<void> {
    await this.database.transaction({ tenant, actor: sub }, async (tx) => {
      unwrap(mayGrant(roles, [...unwrap(await rolesOf(tx, id)), ...body.roles]));
      unwrap(await setAccount(tx, id, body));
    });
  }

  /** A new first password for somebody who has lost theirs. */
  @Post(':id/password')
  @May('accounts.reset-password')
  @ApiCreatedResponse({ standardSchema: FirstPassword })
  async resetPassword(
    @CurrentUser() { tenant, sub, roles }: SignedInUser,
    @Param('id', { schema: Id }) id: string,
  ): Promise<FirstPassword> {
    const { password, hash } = await this.passwords.make();
    await this.database.transaction({ tenant, actor: sub }, async (tx) => {
      unwrap(mayGrant(roles, unwrap(await rolesOf(tx, id))));
      unwrap(await setPassword(tx, id, hash, 'reset'));
    });
    return { id, firstPassword: password };
  }
}
