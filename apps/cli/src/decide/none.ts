import { LibrarySymbol } from '#lib/contracts';
import { err, ok, reject } from '#lib/kernel';
import type { Providers } from '../../../sourcing/src/offline/index.ts';
import type { Surroundings } from './surroundings.ts';
import type { TitleLists } from './title-lists.ts';

const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Nothing around: only what the file says, and title lists of what the library licenses. Working days are Monday to Friday, the time is
 * this machine's.
 * @param today `YYYY-MM-DD`; today where absent
 * @param currency ISO 4217; the policy's
 */
export function nothingAround(today: string | undefined, currency: string, lists: TitleLists): Surroundings {
  return {
    now: today ? new Date(`${today}T12:00:00`) : new Date(),
    library(symbol) {
      if (LibrarySymbol.safeParse(symbol).success)
        return ok({
          symbol,
          name: symbol,
          currency,
          branches: [],
          timeZone: timeZone(),
          workingDays: [1, 2, 3, 4, 5],
          holidays: [],
        });
      return err(
        reject('unknown-library', `"${symbol.slice(0, 40)}" is no library's symbol.`, {
          field: 'Library',
          remedy: 'Give capital letters and digits, e.g. LCC',
        }),
      );
    },
    wishes: () => ({}),
    lookUp: () => Promise.resolve({ unreachable: 'with --world none nobody is asked' }),
    providers(library): Providers {
      const licenses = lists.get(library);
      return licenses ? { licenses } : {};
    },
    close: () => Promise.resolve(),
  };
}
