import { Body, Controller, HttpCode, Post, Put, Req } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { reject, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, httpRejection, May, type SignedInUser } from '#lib/service';
import { readCatalogFile } from '../adapters/catalog-file.ts';
import { importCatalog } from '../app/import-catalog.ts';
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

  /** A catalog's export, as MARC 21 (ISO 2709) or MARCXML; replaces the one of before. */
  @Put('catalog')
  @ApiConsumes('application/octet-stream')
  @ApiOkResponse({ standardSchema: Imported })
  async catalog(@CurrentUser() user: SignedInUser, @Req() file: Request): Promise<Imported> {
    const { titles, remarks } = unwrap(readCatalogFile(await received(file)));
    await this.database.transaction(scopeOf(user), async (tx) => {
      await importCatalog(tx, titles);
      await tellBrought(tx, 'catalog', titles.length);
    });
    return copied({ taken: titles.length, remarks: remarks.slice(0, 1000) });
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

const LARGEST = 64 * 1024 * 1024;

/** A body that nobody has read yet. @throws HttpRejection where it is too large or empty */
async function received(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST)
      throw httpRejection(
        413,
        reject('too-large', `The file has more than ${LARGEST / 1024 / 1024} MB.`, {
          remedy: 'Leave out what is not lent, or connect the catalog.',
        }),
      );
    chunks.push(chunk);
  }
  if (!size)
    throw httpRejection(400, reject('malformed-marc', 'The file is empty.', { remedy: 'Send it as application/octet-stream.' }));
  return Buffer.concat(chunks);
}

const scopeOf = ({ tenant, sub: actor }: SignedInUser) => ({ tenant, actor });
const copied = ({ taken, remarks }: { taken: number; remarks: readonly Imported['remarks'][number][] }): Imported => ({
  taken,
  remarks: [...remarks],
});
