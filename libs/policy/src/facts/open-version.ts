import { defineFact } from '../catalog/define.ts';
import { VERSIONS } from '../lookups/index.ts';
import { openCopies } from '../select/open.ts';

export const openVersion = defineFact({
  name: 'open-version',
  type: 'choice',
  choices: VERSIONS,
  words: {
    publishedVersion: 'the published version',
    acceptedVersion: 'the accepted manuscript',
    submittedVersion: 'the submitted version',
  },
  label: 'the best open version',
  meaning: 'The best version open to everybody: published, accepted manuscript, or submitted before review.',
  none: 'not open',
  from: ['open-access', 'tried'],
  derive: (look) => openCopies(look('open-access'), look('tried'))[0]?.version ?? null,
});
