import { Controller, Get, HttpCode, Logger, Param, Post, type Type } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Moment } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { Database, dropDeadLetter, listDeadLetters, replayDeadLetter } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '../auth/user.ts';
import { httpRejection } from '../http/rejections.ts';

const Id = z.uuid();
const ParkedList = z
  .strictObject({
    parked: z.array(
      z.strictObject({
        id: z.uuid().meta({ description: 'Of the message' }),
        library: z.string(),
        type: z.string(),
        subject: z.uuid().meta({ description: 'The key that waits' }),
        attempts: z.int(),
        error: z.string(),
        parkedAt: Moment,
        waiting: z.int().meta({ description: 'Messages that wait behind it' }),
      }),
    ),
  })
  .meta({ id: 'ParkedMessages' });
type ParkedList = z.infer<typeof ParkedList>;

/** The messages a service could not handle, for operators: look, try again, or give up. Every service has it under its own path. */
export function parkedController(service: string): Type {
  @Controller(`api/${service}/parked`)
  @May('messages.manage')
  class ParkedController {
    readonly #log = new Logger('Parked');

    constructor(private readonly database: Database) {}

    /** Of the library acted for; of all of them for the consortium. */
    @Get()
    @May('messages.read')
    @ApiOkResponse({ standardSchema: ParkedList })
    async list(@CurrentUser() user: SignedInUser): Promise<ParkedList> {
      const letters = await listDeadLetters(this.database, scope(user));
      return {
        parked: letters.map(({ id, tenant: library, type, subject, attempts, error, parkedAt, waiting }) => ({
          id,
          library,
          type,
          subject,
          attempts,
          error,
          parkedAt: parkedAt.toISOString(),
          waiting,
        })),
      };
    }

    /** All its attempts again; what waits behind it follows. */
    @Post(':id/replay')
    @HttpCode(204)
    @ApiNoContentResponse()
    async replay(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
      if (!(await replayDeadLetter(this.database, id, scope(user)))) throw gone();
      this.#log.warn(`${user.sub} replays parked message ${id}`);
    }

    /** Given up for good; it is written to the log whole. */
    @Post(':id/drop')
    @HttpCode(204)
    @ApiNoContentResponse()
    async drop(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
      const envelope = await dropDeadLetter(this.database, id, scope(user));
      if (!envelope) throw gone();
      this.#log.warn(`${user.sub} drops parked message ${JSON.stringify(envelope)}`);
    }
  }
  return ParkedController;
}

const scope = ({ tenant }: SignedInUser) => (tenant === 'consortium' ? {} : { tenant });
const gone = () =>
  httpRejection(
    404,
    reject('not-found', 'No such message is parked (any more).', { field: 'id', remedy: 'Load the list again' }),
  );
