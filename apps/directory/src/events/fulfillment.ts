import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PlaceHold, RemoveHold } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { placeHold, removeHold } from '../app/circulation/holds.ts';

/** What fulfillment asks of directory: whatever a library's own system wants the patron's card number for. */
@Controller()
export class FulfillmentCommands {
  @Handles(PlaceHold)
  place(@Payload() hold: PlaceHold, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return placeHold(tx, envelope.subject, hold);
  }

  @Handles(RemoveHold)
  remove(@Payload() hold: RemoveHold, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return removeHold(tx, envelope.subject, hold);
  }
}
