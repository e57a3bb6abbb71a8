import { z } from 'zod';
import type { Asked, LookupValue, OpenCopy } from '#lib/policy';
import { VERSIONS } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import { askJson } from '#lib/service';

const Location = z.object({
  url: z.string().nullish(),
  url_for_pdf: z.string().nullish(),
  host_type: z.string().nullish(),
  version: z.string().nullish(),
  license: z.string().nullish(),
  repository_institution: z.string().nullish(),
});
const Work = z.object({ is_oa: z.boolean(), oa_locations: z.array(Location).nullish() });

/**
 * Open copies of an article by its DOI: the best of each version. Source: Unpaywall REST API v2 (`/v2/{doi}?email=`; 404 for a DOI it
 * does not know, 422 without an address).
 */
export async function lookUpOpenAccess(
  { base, email }: { readonly base: string; readonly email: string },
  { citation: { doi } }: Pick<Asked, 'citation'>,
  signal: AbortSignal,
): Promise<LookupValue<'open-access'>> {
  if (!doi) return { copies: [] };
  const url = new URL(`${base.replace(/\/$/, '')}/${doi.split('/').map(encodeURIComponent).join('/')}`);
  url.searchParams.set('email', email);
  const { status, json } = await askJson(url, { signal });
  if (status === 404) return { copies: [] };
  if (status !== 200) throw new PermanentError(`Unpaywall answered ${status}`);
  const work = Work.safeParse(json);
  if (!work.success) throw new PermanentError('Unpaywall answered something else than a work');
  return { copies: work.data.is_oa ? bestCopies(work.data.oa_locations ?? []) : [] };
}

/** One copy a version: the publisher's before a repository's, as Unpaywall ranks them. */
function bestCopies(locations: readonly z.infer<typeof Location>[]): OpenCopy[] {
  return VERSIONS.flatMap((version): OpenCopy[] => {
    const [best] = locations
      .filter((location) => location.version === version)
      .toSorted((a, b) => Number(b.host_type === 'publisher') - Number(a.host_type === 'publisher'));
    const url = [best?.url_for_pdf, best?.url].find((one) => one && /^https?:/.test(one) && URL.canParse(one));
    if (!best || !url) return [];
    const host = best.host_type === 'publisher' ? 'the publisher' : (best.repository_institution ?? 'a repository');
    return [{ version, url, host, ...(best.license && { license: best.license }) }];
  });
}
