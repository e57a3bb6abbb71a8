import { keptOfPatron, type KeptOfPatron } from '#lib/service';

/** What reporting keeps of a patron: the messages it heard with their reference. Its figures hold none. */
export const REPORTING_KEEPS: readonly KeptOfPatron[] = [
  keptOfPatron(
    'Messages between the services that have your reference in them',
    `select at, type as what, correlation as request, data from heard where data ->> 'patronRef' = $1 order by at`,
  ),
];
