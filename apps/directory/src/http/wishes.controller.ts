import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, ownPatronRef, type SignedInUser } from '#lib/service';
import { setWishes } from '../app/wishes.ts';
import { WishesQuery } from '../queries/wishes.query.ts';
import { OwnWishes, StandingWishes } from './shapes.ts';

/** What a patron says once for all their requests. Staff change it with the rest of the patron's record. */
@Controller('api/directory/me/wishes')
@May('wishes.own')
export class WishesController {
  constructor(
    private readonly database: Database,
    private readonly query: WishesQuery,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: OwnWishes })
  read(@CurrentUser() user: SignedInUser): Promise<OwnWishes> {
    return this.query.own(user.tenant, ownPatronRef(user));
  }

  @Put()
  @ApiOkResponse({ standardSchema: OwnWishes })
  async set(@CurrentUser() user: SignedInUser, @Body({ schema: StandingWishes }) body: StandingWishes): Promise<OwnWishes> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await setWishes(tx, ownPatronRef(user), body)),
    );
    return this.read(user);
  }
}
