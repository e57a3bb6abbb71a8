import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { LibrarySymbol } from '#lib/contracts';
import { practisedBy } from '#lib/kernel';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { Practice } from '../app/practice/practice.ts';
import type { PracticeState } from '../domain/practice/practice.ts';

const PracticeCopy = z
  .strictObject({
    available: z.boolean().meta({ description: 'Whether this installation has a simulated outside to practise with' }),
    library: LibrarySymbol.meta({ description: 'Whose copy it is' }),
    symbol: LibrarySymbol.optional().meta({ description: 'The copy there is: send it as x-library', example: 'TSU-P1' }),
    madeAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'PracticeCopy' });
type PracticeCopy = z.infer<typeof PracticeCopy>;

/** A library's practice copy, asked for at the library or from within the copy. */
@Controller('api/directory/practice')
export class PracticeController {
  constructor(private readonly practice: Practice) {}

  @Get()
  @May('practice.read')
  @ApiOkResponse({ standardSchema: PracticeCopy })
  async find(@Tenant() tenant: string): Promise<PracticeCopy> {
    return this.#shown(tenant, await this.practice.find(home(tenant)));
  }

  @Post()
  @May('practice.manage')
  @ApiCreatedResponse({ standardSchema: PracticeCopy })
  async make(@Tenant() tenant: string, @CurrentUser() { sub }: SignedInUser): Promise<PracticeCopy> {
    return this.#shown(tenant, await this.practice.make(home(tenant), sub));
  }

  /** Deletes the copy and makes another, as the library is now. */
  @Post('reset')
  @May('practice.manage')
  @ApiCreatedResponse({ standardSchema: PracticeCopy })
  async reset(@Tenant() tenant: string, @CurrentUser() { sub }: SignedInUser): Promise<PracticeCopy> {
    return this.#shown(tenant, await this.practice.reset(home(tenant), sub));
  }

  @Delete()
  @May('practice.manage')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@Tenant() tenant: string, @CurrentUser() { sub }: SignedInUser): Promise<void> {
    await this.practice.remove(home(tenant), sub);
  }

  #shown(tenant: string, { symbol, at }: PracticeState): PracticeCopy {
    const { available } = this.practice;
    return { available, library: home(tenant), ...(symbol && { symbol }), ...(at && { madeAt: at }) };
  }
}

const home = (tenant: string): string => practisedBy(tenant) ?? tenant;
