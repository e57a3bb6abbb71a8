import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { ScanResult, stepsFor } from '#lib/contracts';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { LONGEST_CODE, plain, readScan, tailsOf } from '../domain/scan/codes.ts';
import { LentQuery } from '../queries/lent.query.ts';
import { ParcelsQuery } from '../queries/parcels.query.ts';
import { ScanQuery } from '../queries/scan.query.ts';
import { allowedByTask } from './allowed-by.ts';
import { offeredTo } from './lent-offered.ts';
import { parcelFor } from './parcels.controller.ts';

const Scan = z.strictObject({
  code: z.string().trim().min(1).max(LONGEST_CODE).meta({
    description: 'What the scanner read: the number on a band, label or slip, a tracking number, the lender’s number, an ISBN',
  }),
});

/** Mail opening: one scan, and everything there is to know of what lies on the desk. */
@Controller('api/fulfillment/scan')
@May('attempts.read')
export class ScanController {
  constructor(
    private readonly scans: ScanQuery,
    private readonly lent: LentQuery,
    private readonly parcels: ParcelsQuery,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: ScanResult })
  async scan(@CurrentUser() user: SignedInUser, @Query({ schema: Scan }) { code }: z.infer<typeof Scan>): Promise<ScanResult> {
    const { found, ...read } = await this.scans.find(user.tenant, code);
    const offered = found.map((one) => ({
      ...one,
      attempt: { ...one.attempt, actions: stepsFor(user, one.attempt.actions, allowedByTask) },
    }));
    const lent = await this.lent.scanned(user.tenant, tailsOf(code), plain(code));
    const parcels = await this.parcels.scanned(user.tenant, readScan(code).codes);
    return {
      ...read,
      found: offered,
      ...(lent.length && { lent: lent.map((item) => offeredTo(user, item)) }),
      ...(parcels.length && { parcels: parcels.map((parcel) => parcelFor(user, parcel)) }),
    };
  }
}
