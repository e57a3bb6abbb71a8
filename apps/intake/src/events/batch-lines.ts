import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { TakeBatchLine } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { CONFIG } from '#lib/service';
import { takeLine } from '../app/take-line.ts';
import type { IntakeConfig } from '../config.ts';

/** Intake's commands to itself. */
@Controller()
export class BatchLines {
  constructor(@Inject(CONFIG) private readonly config: IntakeConfig) {}

  @Handles(TakeBatchLine)
  take(@Payload() command: TakeBatchLine, @Ctx() { tx }: MessageContext): Promise<void> {
    return takeLine(tx, command, this.config.INTAKE_GUESTS);
  }
}
