import { randomUUID } from 'node:crypto';
import { partnersBy } from '../../../directory/src/domain/agreement/agreement.ts';
import type { InstallationData } from '../../../directory/src/app/seed-installation.ts';
import type { z } from 'zod';
import type { Borrower } from '../../../sourcing/src/offline/index.ts';

/** A library with its partners, as directory would make them of this installation; nothing has been exchanged yet. */
export function borrowerIn({ libraries, agreements, partners }: z.output<typeof InstallationData>, symbol: string): Borrower {
  const own = libraries.find((one) => one.symbol === symbol)!;
  const agreed = agreements.flatMap((agreement) => partnersBy(agreement, libraries));
  const set = partners.map(({ library, ...partner }) => [library, partner] as const);
  return {
    symbol,
    country: own.country,
    partners: [...agreed, ...set].flatMap(([library, partner]) => {
      if (library !== symbol || !partner.active) return [];
      const system = libraries.find((one) => one.symbol === partner.symbol)?.sharedIls;
      return [{ ...partner, partnerId: randomUUID(), sameSystem: Boolean(system) && system === own.sharedIls, balance: 0 }];
    }),
  };
}
