import { json, wrongMethod } from '../http.ts';
import type { OpenAccess, Work } from '../data.ts';
import type { Service } from './service.ts';

const failed = (status: number, message: string) => json({ HTTP_status_code: status, error: true, message }, status);
const BEST = ['publishedVersion', 'acceptedVersion', 'submittedVersion'];

/** Where the copy at this place of the list lies in /openaccess. */
export const fileOf = (base: string, doi: string, place: number): string =>
  `${base}/openaccess/${doi.toLowerCase()}/${place + 1}.pdf`;

function record(row: OpenAccess | undefined, work: Work | undefined, doi: string, base: string, now: string) {
  const locations = (row?.locations ?? []).map((location, index) => ({
    url: fileOf(base, doi, index),
    url_for_pdf: fileOf(base, doi, index),
    url_for_landing_page: fileOf(base, doi, index).replace('.pdf', ''),
    host_type: location.host,
    version: location.version,
    license: location.license ?? null,
    repository_institution: location.repository ?? null,
    is_best: false,
    evidence: location.host === 'publisher' ? 'open (via page says license)' : 'oa repository (via OAI-PMH doi match)',
    updated: now,
  }));
  // Unpaywall prefers the publisher's copy, then the version nearest to it
  const best = locations.toSorted(
    (a, b) =>
      Number(b.host_type === 'publisher') - Number(a.host_type === 'publisher') ||
      BEST.indexOf(a.version) - BEST.indexOf(b.version),
  )[0];
  if (best) best.is_best = true;
  return {
    doi: doi.toLowerCase(),
    doi_url: `https://doi.org/${doi.toLowerCase()}`,
    title: work?.title ?? null,
    genre: work?.kind === 'chapter' ? 'book-chapter' : 'journal-article',
    year: work?.year ?? null,
    is_oa: locations.length > 0,
    oa_status: row?.status ?? 'closed',
    journal_is_oa: row?.status === 'gold',
    has_repository_copy: locations.some((location) => location.host_type === 'repository'),
    best_oa_location: best ?? null,
    first_oa_location: locations[0] ?? null,
    oa_locations: locations,
    data_standard: 2,
    updated: now,
  };
}

/** Unpaywall's API v2: `/v2/{doi}?email=…`; 422 without an address, 404 for a DOI nobody knows. */
export const unpaywall: Service = {
  handle(call, state) {
    if (call.method !== 'GET') return wrongMethod();
    const [version, ...rest] = call.path;
    if (version !== 'v2' || !rest.length) return failed(404, 'Not found');
    state.looked('unpaywall');
    const email = call.query.get('email');
    if (!email) return failed(422, 'Email address required in API call, see http://unpaywall.org/products/api');
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return failed(422, 'Please use your own email address in API calls.');
    const doi = rest.join('/');
    const same = (other: string | undefined) => other?.toLowerCase() === doi.toLowerCase();
    const row = state.data.openAccess.find((open) => same(open.doi));
    const work = state.data.works.find((known) => same(known.doi));
    if (!row && !work) return failed(404, `'${doi}' is an invalid doi.  See https://doi.org/${doi}`);
    return json(record(row, work, doi, state.url, state.now()));
  },
};
