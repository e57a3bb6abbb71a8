import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  ConnectorChanged,
  ForgetPatron,
  LibraryChanged,
  MessageWritten,
  NoticeChanged,
  PatronChanged,
  PatronForgotten,
  ProxyChanged,
} from '#lib/contracts';
import { emit, Handles, message, type MessageContext } from '#lib/messaging';
import { learnConnector } from '../app/connectors.ts';
import { learnLibrary } from '../app/libraries.ts';
import { learnPatron } from '../app/patrons.ts';
import { learnProxy } from '../app/proxies.ts';
import { forgetPatron } from '../app/unlink-requests.ts';
import { onPage } from './heard.ts';

/** What intake needs of directory. */
@Controller()
export class DirectoryEvents {
  @Handles(LibraryChanged)
  async library(@Payload() library: LibraryChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await learnLibrary(tx, library, envelope.sequence);
  }

  @Handles(PatronChanged)
  async patron(@Payload() patron: PatronChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await learnPatron(tx, patron, envelope.sequence);
  }

  @Handles(ConnectorChanged)
  async connector(@Payload() connector: ConnectorChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await learnConnector(tx, connector, envelope.sequence);
  }

  @Handles(ProxyChanged)
  async proxy(@Payload() proxy: ProxyChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await learnProxy(tx, envelope.subject, proxy);
  }

  /** A patron is to be erased: what is closed becomes nobody's, and directory hears whether something is still open. */
  @Handles(ForgetPatron)
  async forget(@Payload() { patronRef }: ForgetPatron, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    const open = await forgetPatron(tx, patronRef);
    await emit(tx, message(PatronForgotten, { patronRef, open }, { subject: envelope.subject, sequence: envelope.sequence }));
  }

  /** Somebody was told of a request, or could not be: for staff, on its page. */
  @Handles(NoticeChanged)
  notice(@Payload() { detail }: NoticeChanged, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, detail);
  }

  /** The patron or staff wrote something about the request; what, stays in directory. */
  @Handles(MessageWritten)
  written(@Payload() _data: MessageWritten, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context);
  }
}
