import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { reject } from '#lib/kernel';
import { httpRejection, May, Tenant } from '#lib/service';
import { readMail } from '../adapters/mail-in/read-mail.ts';
import { TakeMail, type Taken } from '../app/mail-in/take-mail.ts';

const MailQuery = z.strictObject({
  to: z.string().max(320).meta({ description: 'The address it was sent to, as the envelope has it' }),
  from: z.string().max(320).optional().meta({ description: 'The envelope’s sender; empty for what nobody is to answer' }),
});
const TakenMail = z
  .strictObject({ outcome: z.enum(['kept', 'repeated', 'came-back', 'automatic']) })
  .meta({ id: 'TakenMail', description: '`automatic`: a machine sent it, and it stands nowhere' });

const WHY: Readonly<Partial<Record<Taken, ReturnType<typeof reject>>>> = {
  'unknown-address': reject('not-found', 'Nobody can be written to at this address any more.', {
    field: 'to',
    remedy: 'Let the mail server refuse it (550).',
  }),
  empty: reject('empty-message', 'There is no text in the mail.', { remedy: 'Let the mail server refuse it (554).' }),
  full: reject('conversation-full', 'There are too many messages about this request.', {
    remedy: 'Let the mail server refuse it (552).',
  }),
};

/** For a mail server that hands on what it gets (a pipe, docs/notices.md) where none can speak SMTP to us. */
@Controller('api/directory/mail-in')
@May('mail.bring')
export class MailInController {
  constructor(private readonly mails: TakeMail) {}

  /** A mail as it came (message/rfc822), by a patron of the caller's library. */
  @Post()
  @HttpCode(200)
  @ApiConsumes('message/rfc822')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: TakenMail })
  async bring(
    @Tenant() library: string,
    @Query({ schema: MailQuery }) { to, from }: z.infer<typeof MailQuery>,
    @Body() raw: unknown,
  ): Promise<{ outcome: Taken }> {
    const mail = Buffer.isBuffer(raw) && raw.length ? await readMail(raw, from?.toLowerCase()).catch(() => undefined) : undefined;
    if (!mail)
      throw httpRejection(
        400,
        reject('malformed-mail', 'The body is no mail.', { remedy: 'Send it as it came, with Content-Type message/rfc822.' }),
      );
    const outcome = await this.mails.take(to, mail, library);
    const why = WHY[outcome];
    if (why) throw httpRejection(outcome === 'unknown-address' ? 404 : 422, why);
    return { outcome };
  }
}
