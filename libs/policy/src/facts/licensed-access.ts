import { CannotTell, defineFact } from '../catalog/define.ts';
import { licensedTitles } from '../select/open.ts';

export const licensedAccess = defineFact({
  name: 'licensed-access',
  type: 'yes/no',
  label: 'your own license covers it',
  denied: 'no license of your own covers it',
  meaning: "The library's licensed titles (KBART) include it: within coverage, outside embargo and gaps, with a link.",
  from: ['licenses', 'tried'],
  derive: (look) => {
    const titles = licensedTitles(look('licenses'), look('tried'));
    if (titles.some((title) => title.covered === true)) return true;
    const unsure = titles.find((title) => title.covered === null);
    return unsure ? new CannotTell(`The title list of ${unsure.package} does not say which years it covers.`) : false;
  },
});
