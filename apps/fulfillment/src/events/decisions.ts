import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Decided, NotObtained, RenewalAsked, RequestCancelled, RequestUnlinked, SourcingEnded } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Handles, type MessageContext } from '#lib/messaging';
import { carryOut } from '../app/carry-out.ts';
import { unlinkRequest } from '../app/unlink.ts';

/** What sourcing decides and whoever asked calls off. The messages' subject is the request. */
@Controller()
export class Decisions {
  @Handles(Decided)
  async decided(@Payload() data: Decided, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    const { decisionId, outcome, patronRef, service, citation, wishes } = data;
    const requestId = envelope.subject;
    const wanted = { patronRef, service, citation, wishes };
    unwrap(await carryOut(tx, requestId, { process: { on: 'decided', requestId, decisionId, outcome, wanted } }));
  }

  @Handles(SourcingEnded)
  async ended(@Payload() { reason }: SourcingEnded, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    unwrap(await carryOut(tx, envelope.subject, { process: { on: 'ended', reason } }));
  }

  @Handles(RequestUnlinked)
  unlinked(@Payload() data: RequestUnlinked, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return unlinkRequest(tx, envelope.subject, data);
  }

  @Handles(RequestCancelled)
  async cancelled(@Payload() { by, reason }: RequestCancelled, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    const requestId = envelope.subject;
    unwrap(await carryOut(tx, requestId, { process: { on: 'cancel', requestId, by, reason } }));
  }

  @Handles(RenewalAsked)
  async renewal(@Payload() { by }: RenewalAsked, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    unwrap(await carryOut(tx, envelope.subject, { patron: { on: 'renew', by } }));
  }

  @Handles(NotObtained)
  async notObtained(@Payload() { by, reason, note }: NotObtained, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    const patron = { on: 'not-obtained', by, reason, ...(note ? { note } : {}) } as const;
    unwrap(await carryOut(tx, envelope.subject, { patron }));
  }
}
