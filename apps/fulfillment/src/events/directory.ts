import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  CirculationFailed,
  ConnectorChanged,
  CopyNotCirculated,
  HoldAnswered,
  LibraryChanged,
  PartnerChanged,
} from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Handles, type MessageContext } from '#lib/messaging';
import { carryOut } from '../app/carry-out.ts';
import { copyConnector, copyLibrary, copyPartner } from '../app/directory-copies.ts';
import { requestOf } from '../app/store.ts';
import { report } from '../app/jobs/report.ts';
import { step as stepLent } from '../app/lent/act.ts';
import { heardOfHold } from '../app/hold-answered.ts';

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

  /** A person tells the library's own system what it could not be told. */
  @Handles(CirculationFailed)
  async circulationFailed(
    @Payload() { step, reason }: CirculationFailed,
    @Ctx() { envelope, tx }: MessageContext,
  ): Promise<void> {
    const attempt = envelope.subject;
    const requestId = await requestOf(tx, attempt);
    if (!requestId) return;
    unwrap(await carryOut(tx, requestId, { attempt, command: { on: 'circulation-failed', by: 'system', step, reason } }));
  }

  /** The same of a copy that is lent: a question on the loan. */
  @Handles(CopyNotCirculated)
  copyNotCirculated(@Payload() untold: CopyNotCirculated, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return stepLent(tx, envelope.subject, { on: 'not-circulated', by: 'system', ...untold });
  }

  /** What the library's own system said to a hold. */
  @Handles(HoldAnswered)
  holdAnswered(@Payload() answer: HoldAnswered, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return report(tx, envelope.subject, heardOfHold(answer));
  }
}
