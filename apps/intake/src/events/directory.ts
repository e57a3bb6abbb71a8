import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { LibraryChanged, PatronChanged } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { learnLibrary } from '../app/libraries.ts';
import { learnPatron } from '../app/patrons.ts';

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
}
