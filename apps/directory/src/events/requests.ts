import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  AttemptAdvanced,
  Decided,
  NotObtained,
  PatronAnswered,
  QuestionReminded,
  RequestCancelled,
  RequestClosed,
  RequestReceived,
  RequestReopened,
  RequestUnlinked,
  RequestVerified,
  SourcingEnded,
} from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { lookUpPatron } from '../app/circulation/look-up-patron.ts';
import { circulate } from '../app/circulation/tell-system.ts';
import { FollowRequests } from '../app/notices/follow.ts';
import { lastDayOnShelf, zoneOf } from '../app/notices/calendar.ts';
import {
  sawAnswer,
  sawAttempt,
  sawClosed,
  sawDecision,
  sawEnd,
  sawNotObtained,
  sawReceived,
  sawReminder,
  sawReopened,
} from '../domain/notice/followed.ts';

/** What happens with requests, so far as patrons are told of it. */
@Controller()
export class RequestEvents {
  constructor(private readonly requests: FollowRequests) {}

  @Handles(RequestReceived)
  async received(@Payload() data: RequestReceived, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await lookUpPatron(tx, data.patronRef);
    return this.requests.see(tx, envelope.subject, sawReceived, data);
  }

  @Handles(RequestVerified)
  verified(@Payload() data: RequestVerified, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.subject, (followed) => ({ followed }), data);
  }

  @Handles(Decided)
  decided(@Payload() data: Decided, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => sawDecision(followed, data, envelope.time), data);
  }

  @Handles(PatronAnswered)
  answered(@Payload() { decisionId }: PatronAnswered, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => sawAnswer(followed, decisionId));
  }

  @Handles(QuestionReminded)
  async reminded(@Payload() data: QuestionReminded, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    const timeZone = await zoneOf(tx);
    return this.requests.see(tx, envelope.correlation, (followed) => sawReminder(followed, data, tx.now(), timeZone));
  }

  @Handles(NotObtained)
  notObtained(@Payload() _data: NotObtained, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => sawNotObtained(followed, envelope.id));
  }

  @Handles(RequestReopened)
  reopened(@Payload() _data: RequestReopened, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => ({ followed: sawReopened(followed) }));
  }

  @Handles(RequestCancelled)
  cancelled(@Payload() _data: RequestCancelled, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => sawEnd(followed, 'cancelled'));
  }

  @Handles(SourcingEnded)
  ended(@Payload() { outcome }: SourcingEnded, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => sawEnd(followed, outcome));
  }

  @Handles(AttemptAdvanced)
  async advanced(@Payload() data: AttemptAdvanced, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await circulate(tx, envelope.correlation, envelope.subject, data);
    const shelfUntil = data.status === 'patron-notified' ? await lastDayOnShelf(tx) : undefined;
    return this.requests.see(tx, envelope.correlation, (followed) => sawAttempt(followed, envelope.subject, data, shelfUntil));
  }

  @Handles(RequestClosed)
  closed(@Payload() { outcome }: RequestClosed, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.see(tx, envelope.correlation, (followed) => {
      const { happening, followed: after } = sawEnd(followed, outcome);
      return { followed: sawClosed(after), ...(happening && { happening }) };
    });
  }

  @Handles(RequestUnlinked)
  unlinked(@Payload() _data: RequestUnlinked, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return this.requests.unlink(tx, envelope.subject);
  }
}
