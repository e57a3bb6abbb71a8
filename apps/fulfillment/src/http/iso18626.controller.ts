import { timingSafeEqual } from 'node:crypto';
import { Body, Controller, Header, Headers, HttpCode, Inject, Logger, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { Clock } from '#lib/kernel';
import { CLOCK, Database } from '#lib/messaging';
import { BASE_CONFIG, Public, type BaseConfig } from '#lib/service';
import { hearMessage } from '../app/hear-message.ts';

/** Other libraries' systems speak ISO 18626 to this address, whichever library of the platform they mean and whichever role it has. */
@Controller('iso18626')
export class Iso18626Controller {
  readonly #log = new Logger(Iso18626Controller.name);

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Header('content-type', 'application/xml; charset=utf-8')
  @ApiConsumes('application/xml')
  @ApiProduces('application/xml')
  @ApiBody({ schema: { type: 'string', description: 'An ISO18626Message, version 2021-2 or 1.2' } })
  async hear(@Body() body: unknown, @Headers('x-practice-key') key?: string): Promise<string> {
    const fromWorld = isKey(key, this.base.TRILLIUM_PRACTICE_KEY);
    const { xml, refused } = await hearMessage(this.database, typeof body === 'string' ? body : '', this.clock.now(), fromWorld);
    if (refused) this.#log.warn(`ISO 18626 message refused: ${refused.why.slice(0, 300)}`);
    return xml;
  }
}

const isKey = (shown: string | undefined, key: string | undefined): boolean => {
  const [one, other] = [Buffer.from(shown ?? ''), Buffer.from(key ?? '')];
  return other.length > 0 && one.length === other.length && timingSafeEqual(one, other);
};
