import { defineFact } from '../catalog/define.ts';
import { openCopies } from '../select/open.ts';

export const openHost = defineFact({
  name: 'open-host',
  type: 'text',
  label: 'where the open version lies',
  meaning: "The host of the best open version: the publisher's site or a repository.",
  none: 'nowhere',
  from: ['open-access', 'tried'],
  derive: (look) => openCopies(look('open-access'), look('tried'))[0]?.host ?? null,
});
