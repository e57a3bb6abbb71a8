import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CirculateCopy, PlaceHold, RemoveHold } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { placeHold, removeHold } from '../app/circulation/holds.ts';
import { circulateCopy } from '../app/circulation/lend-copy.ts';

/** What fulfillment asks of directory, which alone speaks with library systems and knows the card numbers they want. */
@Controller()
export class FulfillmentCommands {
  @Handles(PlaceHold)
  place(@Payload() hold: PlaceHold, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return placeHold(tx, envelope.subject, hold);
  }

  @Handles(CirculateCopy)
  circulateCopy(@Payload() copy: CirculateCopy, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return circulateCopy(tx, envelope.subject, copy);
  }

  @Handles(RemoveHold)
  remove(@Payload() hold: RemoveHold, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return removeHold(tx, envelope.subject, hold);
  }
}
