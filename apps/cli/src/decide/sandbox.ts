import { checkSettings, openNetworks } from '#lib/service';
import { err, ok, reject, suggestion } from '#lib/kernel';
import { DEMO_START, startWorld, type WorldData } from '#test/world';
import { demoInstallation } from '../../../all-in-one/src/demo/installation-data.ts';
import { InstallationData } from '../../../directory/src/app/seed-installation.ts';
import { Crossref } from '../../../intake/src/adapters/crossref.ts';
import { askRegistry } from '../../../intake/src/app/look-up-citation.ts';
import { intakeConfig } from '../../../intake/src/config.ts';
import { type Borrower, outsideProviders, type Providers } from '../../../sourcing/src/offline/index.ts';
import { borrowerIn } from './sandbox-partners.ts';
import { licensesOf, rowProviders, sharedBy } from './sandbox-rows.ts';
import type { Place, Surroundings } from './surroundings.ts';
import type { TitleLists } from './title-lists.ts';

const CONTACT = 'sandbox@trillium.example';
const TIMEOUT_MS = 15_000;

export interface Sandbox extends Surroundings {
  readonly data: WorldData;
  /** Puts other rows into the running world (the tables themselves, no copies), and another moment. */
  show(data: WorldData, now: string): void;
}

/** The moment the demo's library opens on that day, by its clock in New York. */
export const morningOf = (today: string): string => DEMO_START.replace(/^.{10}/, today);

/**
 * The demo's world, started in this process: citations are checked against its Crossref, catalogs and providers are asked as the
 * services ask them; what a service keeps in tables of its own is taken from the world's rows.
 */
export async function startSandbox({
  today,
  lists = new Map(),
}: { readonly today?: string | undefined; readonly lists?: TitleLists } = {}): Promise<Sandbox> {
  const start = today ? morningOf(today) : DEMO_START;
  const world = await startWorld({ clock: { now: start, rate: 0 } });
  const { url } = world;
  openNetworks(['127.0.0.1']);
  const { values } = checkSettings(intakeConfig, { CROSSREF_URL: `${url}/crossref`, CONTACT_EMAIL: CONTACT });
  const crossref = new Crossref(values);
  let now = new Date(start);
  let installation = InstallationData.parse(demoInstallation(world.state.data, url));
  // made once for each library: a title list is long, and there are many requests
  const borrowers = new Map<string, Borrower>();
  const titles = new Map<string, NonNullable<Providers['licenses']>>(lists);

  return {
    get now() {
      return now;
    },
    get data() {
      return world.state.data;
    },
    show(data, moment) {
      Object.assign(world.state.data, data);
      world.state.factsVersion += 1;
      installation = InstallationData.parse(demoInstallation(world.state.data, url));
      borrowers.clear();
      titles.clear();
      for (const [library, list] of lists) titles.set(library, list);
      now = new Date(moment);
    },
    library(symbol) {
      const found = installation.libraries.find((one) => one.symbol === symbol);
      if (found) return ok(found satisfies Place);
      const symbols = installation.libraries.map((one) => one.symbol);
      return err(
        reject('unknown-library', `There is no library "${symbol.slice(0, 40)}" in the sandbox.`, {
          field: 'Library',
          remedy: suggestion(symbol, symbols),
        }),
      );
    },
    wishes(library, username) {
      const patron = world.state.data.patrons.find((one) => one.library === library && one.username === username);
      const { anyEdition, ebookAccepted } = patron ?? {};
      return { ...(anyEdition !== undefined && { anyEdition }), ...(ebookAccepted !== undefined && { ebookAccepted }) };
    },
    async lookUp(citation) {
      try {
        return await askRegistry(crossref, citation, AbortSignal.timeout(TIMEOUT_MS));
      } catch (error) {
        return { unreachable: (error as Error).message.slice(0, 300) };
      }
    },
    providers(library, username) {
      const outside = {
        catalogUrl: `${url}/sru/${library}`,
        ...sharedBy(world.state.data, library, url),
        unpaywallUrl: `${url}/unpaywall/v2`,
        contactEmail: CONTACT,
        unionCatalogUrl: `${url}/sru/union`,
        repositoryUrl: `${url}/sru/repository`,
        getItNowUrl: `${url}/getitnow`,
        reprintsDeskUrl: `${url}/reprintsdesk`,
        vendorUrl: `${url}/vendor`,
        timeoutMs: TIMEOUT_MS,
      };
      const borrower = borrowers.get(library) ?? borrowerIn(installation, library);
      borrowers.set(library, borrower);
      const licenses = titles.get(library) ?? licensesOf(world.state.data, library);
      titles.set(library, licenses);
      return {
        ...outsideProviders(outside, borrower),
        ...rowProviders(world.state.data, library, username),
        licenses,
      };
    },
    close: () => world.close(),
  };
}
