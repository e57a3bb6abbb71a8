import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { may } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { CurrentUser, May, Sees, type SignedInUser } from '#lib/service';
import { FeesQuery } from '../queries/fees.query.ts';
import { FeesQueryShape, PatronFees } from './fee-shapes.ts';

/** What patrons pay for what was got for them: found by their requests, as payment knows of no patron. */
@Controller('api/intake/fees')
export class FeesController {
  constructor(private readonly query: FeesQuery) {}

  @Get()
  @May('fees.read', 'fees.read-own')
  @Sees<PatronFees>('patron', ({ patronRef }, { user }) =>
    user?.patronRef === patronRef ? undefined : { subjects: [patronRef] },
  )
  @ApiOkResponse({ standardSchema: PatronFees })
  async of(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: FeesQueryShape }) { patron }: { patron?: string | undefined },
  ): Promise<PatronFees> {
    const ref = may(user, 'fees.read') ? patron : user.patronRef;
    if (!ref)
      throw new RejectionError(
        reject('no-patron', 'It is not said whose fees.', {
          field: 'patron',
          remedy: 'Give the patron’s reference: ?patron=p_…',
        }),
      );
    return this.query.ofPatron(user.tenant, ref);
  }
}
