import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ConnectorChanged, LibraryChanged, PartnerChanged } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { copyConnector, copyLibrary, copyPartner } from '../app/directory-copies.ts';

/** What directory tells: kept as copies. */
@Controller()
export class DirectoryEvents {
  @Handles(LibraryChanged)
  library(@Payload() profile: LibraryChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return copyLibrary(tx, envelope.sequence, profile);
  }

  @Handles(PartnerChanged)
  partner(@Payload() profile: PartnerChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return copyPartner(tx, envelope.subject, envelope.sequence, profile);
  }

  @Handles(ConnectorChanged)
  connector(@Payload() profile: ConnectorChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return copyConnector(tx, envelope.sequence, profile);
  }
}
