import { z } from 'zod';
import { askJson, inLogContext } from '#lib/service';
import type { PlayedLibrary } from '../domain/practice/copy.ts';
import type { SimulatedOutside } from './simulated-outside.port.ts';

const Played = z.array(
  z.object({ symbol: z.string(), name: z.string(), role: z.string(), country: z.string().length(2), lendsAv: z.boolean() }),
);

/** test/world over HTTP. */
export class World implements SimulatedOutside {
  readonly address: string | undefined;

  /** @param address setting TRILLIUM_PRACTICE_URL */
  constructor(address: string | undefined) {
    this.address = address?.replace(/\/+$/, '');
  }

  async libraries(copy: string): Promise<readonly PlayedLibrary[]> {
    // as the copy will ask: a guard that lets it through to the world is there before the first request
    const { json } = await inLogContext({ tenant: copy }, () =>
      askJson(`${this.address}/control/data/libraries`, { signal: AbortSignal.timeout(5000) }),
    );
    return Played.parse(json);
  }
}
