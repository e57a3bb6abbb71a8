import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PatronForgotten } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { ErasePatron } from '../app/erasing/erase-patron.ts';

/** What intake answers directory. */
@Controller()
export class IntakeEvents {
  constructor(private readonly erasing: ErasePatron) {}

  @Handles(PatronForgotten)
  forgotten(@Payload() answer: PatronForgotten, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.erasing.answered(tx, envelope.subject, answer);
  }
}
