import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { EarlierCopies, importCopies } from '../app/import-copies.ts';
import { importCourseAdoptions } from '../app/import-course-adoptions.ts';
import { importTitleList } from '../app/import-title-list.ts';
import { tellBrought } from '../app/tell-brought.ts';
import { Imported } from './shapes.ts';

const Text = z
  .string({ error: 'Send the file as text (content type text/plain or text/csv).' })
  .min(1, 'The file is empty.')
  // what is no UTF-8 was replaced on the way in: better refused than kept with holes
  .refine((text) => !text.includes('\uFFFD'), 'The file is not encoded in UTF-8. Save it as UTF-8 and upload it again.');

/** What a library brings itself: its licensed titles, its textbooks, its earlier copies. */
@Controller('api/sourcing')
@May('holdings.bring')
export class HoldingsController {
  constructor(private readonly database: Database) {}

  @Put('licenses')
  @ApiConsumes('text/plain')
  @ApiOkResponse({ standardSchema: Imported })
  licenses(@CurrentUser() user: SignedInUser, @Body({ schema: Text }) list: string): Promise<Imported> {
    return this.database.transaction(scopeOf(user), async (tx) => {
      const done = unwrap(await importTitleList(tx, Buffer.from(list, 'utf8')));
      await tellBrought(tx, 'licenses', done.taken);
      return copied(done);
    });
  }

  @Put('course-adoptions')
  @ApiConsumes('text/csv')
  @ApiOkResponse({ standardSchema: Imported })
  courses(@CurrentUser() user: SignedInUser, @Body({ schema: Text }) list: string): Promise<Imported> {
    return this.database.transaction(scopeOf(user), async (tx) => copied(unwrap(await importCourseAdoptions(tx, list))));
  }

  @Post('copies')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: Imported })
  copies(@CurrentUser() user: SignedInUser, @Body({ schema: EarlierCopies }) copies: EarlierCopies): Promise<Imported> {
    return this.database.transaction(scopeOf(user), async (tx) => copied(await importCopies(tx, copies)));
  }
}

const scopeOf = ({ tenant, sub: actor }: SignedInUser) => ({ tenant, actor });
const copied = ({ taken, remarks }: { taken: number; remarks: readonly Imported['remarks'][number][] }): Imported => ({
  taken,
  remarks: [...remarks],
});
