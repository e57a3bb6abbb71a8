import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';

/** docs/openapi.json: the API of all services, as /api/openapi.json serves it. */
export const openapi = {
  name: 'OpenAPI',
  async files() {
    const { apiDocument, SERVICES } = await import('../../dist/libs/service/src/index.js');
    const definitions = [];
    for (const service of SERVICES) {
      const file = `dist/apps/${service}/src/${service}.module.js`;
      if (!existsSync(file)) continue;
      const module = await import(resolve(file));
      definitions.push(Object.values(module).find((value) => value?.name === service && value.module));
    }
    if (!globSync('dist/apps/*/src/*.module.js').length) return new Map();
    return new Map([['docs/openapi.json', JSON.stringify(await apiDocument(definitions))]]);
  },
};
