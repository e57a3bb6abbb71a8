import type { NcipAnswer } from '#lib/ncip';

/** A library's own system (ILS), asked by NCIP. */
export abstract class Circulation {
  /** @throws PermanentError where what answers is no NCIP; besides, what `ask` of libs/service throws */
  abstract ask(address: string, xml: string, signal: AbortSignal): Promise<NcipAnswer>;
}
