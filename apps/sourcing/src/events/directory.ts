import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ConnectorChanged, LibraryChanged, PartnerChanged, PatronChanged, PatronErased } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { keepConnector, keepLibrary, keepPartner, keepPatron } from '../app/libraries.ts';
import { dropPatron } from '../app/unlink.ts';

/** What directory tells of libraries, partners and patrons. */
@Controller()
export class DirectoryEvents {
  @Handles(LibraryChanged)
  async library(@Payload() profile: LibraryChanged, @Ctx() { tx }: MessageContext): Promise<void> {
    await keepLibrary(tx, profile);
  }

  @Handles(PartnerChanged)
  async partner(@Payload() profile: PartnerChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await keepPartner(tx, envelope.subject, profile);
  }

  @Handles(PatronChanged)
  async patron(@Payload() profile: PatronChanged, @Ctx() { tx }: MessageContext): Promise<void> {
    await keepPatron(tx, profile);
  }

  @Handles(ConnectorChanged)
  async connector(@Payload() profile: ConnectorChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await keepConnector(tx, envelope.sequence, profile);
  }

  @Handles(PatronErased)
  async erased(@Payload() { patronRef }: PatronErased, @Ctx() { tx }: MessageContext): Promise<void> {
    await dropPatron(tx, patronRef);
  }
}
