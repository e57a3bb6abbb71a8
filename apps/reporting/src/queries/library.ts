import type { LibraryChanged } from '#lib/contracts';
import type { Source } from '#lib/service';

/** What a report must know of the library it is for. */
export interface ReportingLibrary {
  readonly symbol: string;
  readonly name: string;
  readonly timeZone: string;
}

/** The library's profile as last heard; for a tenant without one (the consortium itself), Universal Time. */
export async function libraryOf(source: Source, tenant: string): Promise<ReportingLibrary> {
  const [row] = await source.all<{ profile: LibraryChanged }>('select profile from library where symbol = $1', [tenant]);
  return { symbol: tenant, name: row?.profile.name ?? tenant, timeZone: row?.profile.timeZone ?? 'UTC' };
}
