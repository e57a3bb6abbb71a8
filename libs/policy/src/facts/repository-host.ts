import { defineFact } from '../catalog/define.ts';
import { openDissertations } from '../select/dissertations.ts';

export const repositoryHost = defineFact({
  name: 'repository-host',
  type: 'text',
  label: 'the repository in which the dissertation is open',
  meaning: 'Where a dissertation is open to everybody, by the repository of dissertations or the union catalog’s link.',
  none: 'open in no repository',
  from: ['dissertation', 'tried'],
  derive: (look) => openDissertations(look('dissertation'), look('tried'))[0]?.host ?? null,
});
