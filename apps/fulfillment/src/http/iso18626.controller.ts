import { Body, Controller, Header, HttpCode, Inject, Logger, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { Clock } from '#lib/kernel';
import { CLOCK, Database } from '#lib/messaging';
import { Public } from '#lib/service';
import { hearMessage } from '../app/hear-message.ts';

/** Other libraries' systems speak ISO 18626 to this address, whichever library of the platform they mean and whichever role it has. */
@Controller('iso18626')
export class Iso18626Controller {
  readonly #log = new Logger(Iso18626Controller.name);

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Header('content-type', 'application/xml; charset=utf-8')
  @ApiConsumes('application/xml')
  @ApiProduces('application/xml')
  @ApiBody({ schema: { type: 'string', description: 'An ISO18626Message, version 2021-2 or 1.2' } })
  async hear(@Body() body: unknown): Promise<string> {
    const { xml, refused } = await hearMessage(this.database, typeof body === 'string' ? body : '', this.clock.now());
    if (refused) this.#log.warn(`ISO 18626 message refused: ${refused.slice(0, 300)}`);
    return xml;
  }
}
