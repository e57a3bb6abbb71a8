import { VERSIONS, wasTried, type LookupValue, type OpenCopy } from '../lookups/index.ts';

/** The open copies left, the best version first; a version whose delivery failed is left out. */
export const openCopies = ({ copies }: LookupValue<'open-access'>, { tried }: LookupValue<'tried'>): OpenCopy[] =>
  copies
    .filter((copy) => !tried.some((one) => one.kind === 'deliver' && one.what === copy.version))
    .toSorted((a, b) => VERSIONS.indexOf(a.version) - VERSIONS.indexOf(b.version));

/** The licensed titles through which the wanted thing can be reached; none once such a link has failed. */
export const licensedTitles = (
  { titles }: LookupValue<'licenses'>,
  tried: LookupValue<'tried'>,
): LookupValue<'licenses'>['titles'] => (wasTried(tried, 'link') ? [] : titles.filter((title) => title.url !== undefined));
