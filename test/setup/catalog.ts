// jest loads these files as they stand into its own process: no #lib imports, nothing TypeScript would have to compile.
import { clearLeftovers } from '../../libs/testing/src/servers/leftovers.ts';
import { ZEBRA_REMEDY, zebraProbe, zoomshHere } from '../../libs/testing/src/servers/zebra.ts';

export default async (): Promise<void> => {
  clearLeftovers();
  const because = await zebraProbe();
  if (because)
    throw new Error(`NOT RUN: tests of catalogs because there is no Zebra and YAZ (${because}); provide one by ${ZEBRA_REMEDY}`);
  // as an operator would set it
  process.env['TRILLIUM_ZOOMSH'] ??= zoomshHere();
};
