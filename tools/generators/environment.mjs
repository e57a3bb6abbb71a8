import { globSync } from 'node:fs';
import { resolve } from 'node:path';

/** @param {unknown} value */
const isSettings = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every((setting) => setting?.schema && setting.about && setting.remedy);

/** docs/environment.md: the settings every process has, and those of each service, from their config.ts. */
export const environment = {
  name: 'table of settings',
  async files() {
    const { baseSettings, environmentTable } = await import('../../dist/libs/service/src/index.js');
    const groups = [{ title: 'Every process', settings: baseSettings }];
    for (const file of globSync('dist/apps/*/src/config.js').toSorted()) {
      const app = file.split(/[\\/]/)[2];
      for (const settings of Object.values(await import(resolve(file))).filter(isSettings))
        groups.push({ title: `The service ${app}`, settings });
    }
    return new Map([['docs/environment.md', environmentTable(groups)]]);
  },
};
