import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { reject, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, httpRejection, May, Sees, Tenant, type SignedInUser } from '#lib/service';
import { NameSafe } from '../app/names/name-safe.ts';
import { createAccount } from '../app/accounts.ts';
import { PatronAtSystem } from '../app/circulation/look-up-patron.ts';
import { ErasePatron } from '../app/erasing/erase-patron.ts';
import { FirstPasswords } from '../app/first-passwords.ts';
import { changePatron, registerPatron } from '../app/patrons.ts';
import { possibleWishes } from '../app/wishes.ts';
import { PeopleQuery } from '../queries/people.query.ts';
import {
  Erasure,
  Names,
  NamesBody,
  NewPatron,
  Patron,
  PatronBody,
  PatronCreated,
  PatronList,
  PatronQuery,
  PatronRef,
} from './shapes.ts';

/** Who the patrons are: for people of their own library, and nobody else (no operator who acts for it either). */
@Controller('api/directory/patrons')
@May('patrons.manage')
export class PatronsController {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleQuery,
    private readonly keys: NameSafe,
    private readonly passwords: FirstPasswords,
    private readonly erasing: ErasePatron,
    private readonly system: PatronAtSystem,
  ) {}

  @Get()
  @May('patrons.read')
  // what was typed may be a name and is not kept
  @Sees<{ patrons: Patron[] }>('patrons', ({ patrons }) => ({ subjects: patrons.map(({ patronRef }) => patronRef) }))
  @ApiOkResponse({ standardSchema: PatronList })
  search(
    @Tenant() tenant: string,
    @Query({ schema: PatronQuery }) query: PatronQuery,
  ): Promise<{ patrons: Patron[]; more: boolean }> {
    return this.people.search(tenant, query);
  }

  @Post('names')
  @May('patrons.name')
  @HttpCode(200)
  @Sees<{ names: Record<string, string> }>('names', ({ names }) => ({ subjects: Object.keys(names) }))
  @ApiOkResponse({ standardSchema: Names })
  async names(
    @Tenant() tenant: string,
    @Body({ schema: NamesBody }) { patronRefs }: { patronRefs: string[] },
  ): Promise<{ names: Record<string, string> }> {
    return { names: await this.people.names(tenant, patronRefs) };
  }

  @Get(':ref')
  @May('patrons.read')
  @Sees<Patron>('patron', ({ patronRef }) => ({ subjects: [patronRef] }))
  @ApiOkResponse({ standardSchema: Patron })
  async one(@Tenant() tenant: string, @Param('ref', { schema: PatronRef }) ref: string): Promise<Patron> {
    const patron = await this.people.one(tenant, ref);
    if (!patron) throw httpRejection(404, reject('not-found', 'There is no such patron at this library.'));
    return patron;
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: PatronCreated })
  async register(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Body({ schema: NewPatron }) { username, ...body }: NewPatron,
  ): Promise<PatronCreated> {
    const first = username === undefined ? undefined : await this.passwords.make();
    const patronRef = await this.database.transaction({ tenant, actor: sub }, async (tx) => {
      unwrap(await possibleWishes(tx, body));
      const patron = unwrap(await registerPatron(tx, this.keys, body, { ...body, active: true }, username));
      if (username !== undefined && first)
        unwrap(await createAccount(tx, this.keys, { username, roles: ['patron'], passwordHash: first.hash, patron }));
      return patron.patronRef;
    });
    return { ...(await this.one(tenant, patronRef)), firstPassword: first?.password };
  }

  @Put(':ref')
  @ApiOkResponse({ standardSchema: Patron })
  async change(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('ref', { schema: PatronRef }) ref: string,
    @Body({ schema: PatronBody }) body: PatronBody,
  ): Promise<Patron> {
    await this.database.transaction({ tenant, actor: sub }, async (tx) => {
      unwrap(await possibleWishes(tx, body));
      unwrap(await changePatron(tx, this.keys, ref, body, body));
    });
    return this.one(tenant, ref);
  }

  /** Brings the patron's group and blocks up to what the library's own system says now (NCIP, Lookup User). */
  @Post(':ref/look-up')
  @May('patrons.look-up')
  @HttpCode(200)
  @Sees<Patron>('patron', ({ patronRef }) => ({ subjects: [patronRef] }))
  @ApiOkResponse({ standardSchema: Patron })
  async lookUp(@CurrentUser() { tenant, sub }: SignedInUser, @Param('ref', { schema: PatronRef }) ref: string): Promise<Patron> {
    await this.one(tenant, ref);
    unwrap(await this.system.refresh(tenant, sub, ref));
    return this.one(tenant, ref);
  }

  /**
   * Erases a patron for good: name, sign-in, and every link to what they asked for. While requests are open it waits for their end; what
   * is closed is unlinked at once.
   */
  @Post(':ref/erasure')
  @May('patrons.erase')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: Erasure })
  async erase(@CurrentUser() { tenant, sub }: SignedInUser, @Param('ref', { schema: PatronRef }) ref: string): Promise<Erasure> {
    return unwrap(await this.erasing.ask(tenant, ref, sub));
  }

  /** How far that has come. */
  @Get(':ref/erasure')
  @May('patrons.erase')
  @ApiOkResponse({ standardSchema: Erasure })
  async erasure(@Tenant() tenant: string, @Param('ref', { schema: PatronRef }) ref: string): Promise<Erasure> {
    return unwrap(await this.erasing.standing(tenant, ref));
  }

  /** Ends a patron's membership: they can neither sign in nor ask; what is under way goes on, and needs their name. */
  @Delete(':ref')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@CurrentUser() user: SignedInUser, @Param('ref', { schema: PatronRef }) ref: string): Promise<void> {
    const patron = await this.one(user.tenant, ref);
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await changePatron(tx, this.keys, ref, patron, { ...patron, active: false })),
    );
  }
}
