import { timingSafeEqual } from 'node:crypto';
import { Controller, Header, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Clock } from '#lib/kernel';
import { textOfXml } from '#lib/iso18626';
import { CLOCK, Database } from '#lib/messaging';
import { BASE_CONFIG, Public, type BaseConfig } from '#lib/service';
import { hearMessage, type Refused } from '../app/hear-message.ts';
import { Protocols } from '../app/iso18626/protocols.ts';
import { keepRefused, Ration } from '../app/iso18626/refused.ts';

/** Other libraries' systems speak ISO 18626 to this address, whichever library of the platform they mean and whichever role it has. */
@Controller('iso18626')
export class Iso18626Controller {
  readonly #log = new Logger(Iso18626Controller.name);
  readonly #kept = new Ration(600, 60_000);

  constructor(
    readonly database: Database,
    readonly protocols: Protocols,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  @Post()
  @Public()
  @Header('content-type', 'application/xml; charset=utf-8')
  @ApiConsumes('application/xml')
  @ApiProduces('application/xml')
  @ApiBody({ schema: { type: 'string', description: 'An ISO18626Message, version 2021-2 or 1.2' } })
  async hear(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const text = textOfXml(bytes, charsetOf(request.headers['content-type']));
    const fromWorld = isKey(request.headers['x-practice-key'], this.base.TRILLIUM_PRACTICE_KEY);
    const { headers } = request;
    const { xml, refused } = await hearMessage(this, text, { headers, fromWorld, now: this.clock.now() });
    response.status(refused?.stranger ? 401 : 200);
    if (refused) await this.#keep(refused, text ?? bytes.toString('latin1'), bytes.length, request.socket.remoteAddress);
    return xml;
  }

  async #keep(refused: Refused, body: string, size: number, from: string | undefined): Promise<void> {
    const { missed } = this.#kept;
    if (!this.#kept.take(performance.now())) return;
    this.#kept.missed = 0;
    const more = missed ? ` (${missed} more were refused and not kept)` : '';
    this.#log.warn(`ISO 18626 message refused: ${refused.why.slice(0, 300)}${more}`);
    const tenant = refused.library ?? 'consortium';
    await this.database.transaction({ tenant, actor: 'system' }, (tx) => keepRefused(tx, refused, body, size, from));
  }
}

const charsetOf = (type: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*"?([\w.:-]{1,40})"?/i.exec(type ?? '')?.[1]?.toLowerCase();

const isKey = (shown: string | string[] | undefined, key: string | undefined): boolean => {
  const [one, other] = [Buffer.from(typeof shown === 'string' ? shown : ''), Buffer.from(key ?? '')];
  return other.length > 0 && one.length === other.length && timingSafeEqual(one, other);
};
