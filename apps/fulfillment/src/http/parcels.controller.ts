import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiParam } from '@nestjs/swagger';
import { z } from 'zod';
import { Parcel, stepsFor } from '#lib/contracts';
import { reject, RejectionError, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, inputError, May, MayStep, type SignedInUser } from '#lib/service';
import { actOnParcel, announce } from '../app/parcel/act.ts';
import { PARCEL_ACTIONS, type ParcelAction } from '../domain/parcel/index.ts';
import { LONGEST_CODE } from '../domain/scan/codes.ts';
import { ParcelsQuery } from '../queries/parcels.query.ts';
import { allowedByTask, PARCEL_ALLOWED_BY } from './allowed-by.ts';
import { ActionQuery, Id } from './shapes.ts';

const Line = z.string().trim().min(1).max(200);
const Text = z.string().trim().min(1).max(1000);
const Code = z.string().trim().min(1).max(LONGEST_CODE);
const Came = z
  .strictObject({
    sender: Line.optional().meta({ description: 'A partner’s symbol or name, or whatever stands on the parcel' }),
    contents: Line.meta({ description: 'What it is' }),
    code: Code.optional().meta({ description: 'The number on it, as it was scanned' }),
    note: Text.optional(),
  })
  .meta({ id: 'ParcelCame' });
const Short = z.string().trim().min(1).max(100).optional();
const BODIES: Readonly<Record<ParcelAction, z.ZodType<object>>> = {
  'match-parcel': z.strictObject({ attempt: Id.optional(), number: Code.optional() }),
  'send-parcel-back': z.strictObject({ carrier: Short, tracking: Short, note: Text.optional() }),
  'keep-parcel': z.strictObject({ reason: Text }),
  undo: z.strictObject({}),
};
const isAction = (name: string): name is ParcelAction => (PARCEL_ACTIONS as readonly string[]).includes(name);

/** With those of its next steps that are open to a person. */
export const parcelFor = (user: SignedInUser, parcel: Parcel): Parcel => ({
  ...parcel,
  actions: stepsFor(user, parcel.actions, allowedByTask),
});

/** What has come and nobody announced. */
@Controller('api/fulfillment/parcels')
export class ParcelsController {
  constructor(
    private readonly database: Database,
    private readonly parcels: ParcelsQuery,
  ) {}

  /** It waits on a list from now on, and the desk is reminded of it. */
  @Post()
  @May('parcels.receive')
  @ApiCreatedResponse({ standardSchema: Parcel })
  announceParcel(@CurrentUser() user: SignedInUser, @Body({ schema: Came }) came: z.infer<typeof Came>): Promise<Parcel> {
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      parcelFor(user, await this.parcels.in(tx, unwrap(await announce(tx, came)))),
    );
  }

  /** Matched to what it is (which then is received as usual), sent back, or kept and why. */
  @Post(':id/:action')
  @MayStep('action', PARCEL_ALLOWED_BY)
  @HttpCode(200)
  @ApiParam({ name: 'action', enum: PARCEL_ACTIONS })
  @ApiBody({ schema: { type: 'object', description: 'The fields of the action, as the task lists them' } })
  @ApiOkResponse({ standardSchema: Parcel })
  actOnParcel(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('action') action: string,
    @Query({ schema: ActionQuery }) { version }: { version?: number },
    @Body() body: unknown,
  ): Promise<Parcel> {
    if (!isAction(action))
      throw new RejectionError(
        reject('not-found', `There is no action "${action}".`, { remedy: `There are: ${PARCEL_ACTIONS.join(', ')}.` }),
      );
    const fields = BODIES[action].safeParse(body ?? {});
    if (!fields.success) throw inputError(fields.error.issues as unknown as Parameters<typeof inputError>[0]);
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => {
      unwrap(await actOnParcel(tx, { id, action, fields: fields.data, version }));
      return parcelFor(user, await this.parcels.in(tx, id));
    });
  }
}
