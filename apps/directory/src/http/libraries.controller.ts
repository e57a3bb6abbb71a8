import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { reject, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, httpRejection, May, Public, type SignedInUser } from '#lib/service';
import { changeLibrary } from '../app/change-library.ts';
import { setAgreement } from '../app/set-agreement.ts';
import { CONSORTIUM, type LibraryProfile as Profile } from '../domain/library/library.ts';
import { LibrariesQuery } from '../queries/libraries.query.ts';
import {
  Agreement,
  AgreementBody,
  AgreementList,
  Id,
  LibraryBody,
  LibraryList,
  LibraryProfile,
  LibrarySymbol,
} from './shapes.ts';

@Controller('api/directory')
export class LibrariesController {
  constructor(
    private readonly database: Database,
    private readonly query: LibrariesQuery,
  ) {}

  @Get('libraries')
  @Public()
  @ApiOkResponse({ standardSchema: LibraryList })
  list(): Promise<LibraryList> {
    return this.query.list();
  }

  @Get('libraries/:symbol')
  @May('libraries.read')
  @ApiOkResponse({ standardSchema: LibraryProfile })
  async one(@CurrentUser() user: SignedInUser, @Param('symbol', { schema: LibrarySymbol }) symbol: string): Promise<Profile> {
    const own = symbol === user.tenant || user.roles.includes('operator');
    const profile = own ? await this.query.profile(symbol) : undefined;
    if (!profile) throw httpRejection(404, reject('unknown-library', `There is no library "${symbol}" you may see.`));
    return profile;
  }

  @Put('libraries/:symbol')
  @May('libraries.manage')
  @ApiOkResponse({ standardSchema: LibraryProfile })
  set(
    @CurrentUser() user: SignedInUser,
    @Param('symbol', { schema: LibrarySymbol }) symbol: string,
    @Body({ schema: LibraryBody }) body: LibraryBody,
  ): Promise<Profile> {
    return this.database.transaction({ tenant: CONSORTIUM, actor: user.sub }, async (tx) =>
      unwrap(await changeLibrary(tx, { ...body, symbol })),
    );
  }

  @Get('agreements')
  @May('agreements.read')
  @ApiOkResponse({ standardSchema: AgreementList })
  async agreements(): Promise<{ agreements: Agreement[] }> {
    return { agreements: await this.query.agreements() };
  }

  @Put('agreements/:id')
  @May('agreements.manage')
  @ApiOkResponse({ standardSchema: Agreement })
  async agree(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementBody }) body: AgreementBody,
  ): Promise<Agreement> {
    const kept = await this.database.transaction({ tenant: CONSORTIUM, actor: user.sub }, async (tx) =>
      unwrap(await setAgreement(tx, id, body)),
    );
    return { id, ...kept, parties: [...kept.parties] };
  }
}
