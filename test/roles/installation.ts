import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { permission, type Action, type Permission, type Role } from '#lib/contracts';
import { Database, type Tx } from '#lib/messaging';
import { startWorld, type World } from '#test/world';
import { keepInHouse, routesOf, SERVICES, SessionEpochs, Sessions, type Route, type ServiceName } from '#lib/service';
import { testDatabase, testService, type TestService } from '#lib/testing';
import { FirstPasswords, type FirstPassword } from '../../apps/directory/src/app/first-passwords.ts';
import { directory } from '../../apps/directory/src/directory.module.ts';
import { fulfillment } from '../../apps/fulfillment/src/fulfillment.module.ts';
import { intake } from '../../apps/intake/src/intake.module.ts';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { reporting } from '../../apps/reporting/src/reporting.module.ts';
import { sourcing } from '../../apps/sourcing/src/sourcing.module.ts';
import { changesSince, watchTables, type Change } from './changes.ts';
import { CONSORTIUM, ELSEWHERE, HERE, MAIL_IN, refOf, type Caller, type Place, type Seed } from './places.ts';

const DEFINITIONS = { directory, intake, sourcing, fulfillment, payment, reporting };

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly changes: readonly Change[];
}

/** All services on one database, answering and otherwise at rest: what changes, a call has changed. */
export function installation() {
  const database = testDatabase(...(SERVICES as unknown as [ServiceName, ...ServiceName[]]));
  // practice copies are made with it
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    keepInHouse({ world: world.url, own: [], standIns: new Map() });
  });
  afterAll(() => world.close());
  const env = (): Record<string, string> => ({ TRILLIUM_PRACTICE_URL: world.url, TRILLIUM_MAIL_IN_ADDRESS: MAIL_IN });
  const services = Object.fromEntries(
    SERVICES.map((name) => [name, testService(DEFINITIONS[name], { database, start: false, env })]),
  ) as Record<ServiceName, TestService>;
  const urls = new Map<ServiceName, string>();
  const tokens = new Map<string, string>();
  /** Accounts that are really there, for those who see themselves. */
  const subs = new Map<string, string>();

  beforeAll(async () => {
    for (const name of SERVICES) {
      const server = services[name].http;
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
      urls.set(name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
  });
  let password: FirstPassword | undefined;
  beforeAll(async () => {
    password = await services.directory.get(FirstPasswords).make();
  });
  afterAll(() => {
    for (const name of SERVICES) services[name].http.closeAllConnections();
  });

  const serviceOf = (path: string): ServiceName =>
    SERVICES.find((name) => path.startsWith(`/api/${name}/`)) ?? (/^\/(iso18626|answer)/.test(path) ? 'fulfillment' : 'intake');
  const made = {
    database,
    services,
    subs,
    /** The one password of all accounts made here: hashing it takes long. */
    get password(): FirstPassword {
      return password!;
    },
    /** Every route there is, of every service. */
    routes: (): readonly Route[] => SERVICES.flatMap((name) => routesOf(services[name].app)),
    get: <T>(service: ServiceName, token: Parameters<TestService['get']>[0]): T => services[service].get(token) as T,
    /** A transaction of a service at a library. */
    tx: <T>(service: ServiceName, tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
      services[service].get(Database).transaction({ tenant, actor: 'seed' }, work),
    /** Begins to write down what changes; after the libraries and people are there. */
    watch: async (): Promise<void> => watchTables(database.owner, [...SERVICES, 'identity']),
    changes: (): Promise<readonly Change[]> => changesSince(database.owner),

    /** Somebody of a role at a place. */
    caller(role: Role, place: Place): Caller {
      const home = role === 'operator' ? CONSORTIUM : place === 'own' || place === 'another’s' ? HERE : ELSEWHERE;
      const tenant = place === 'everywhere' ? CONSORTIUM : place === 'own' || place === 'another’s' ? HERE : ELSEWHERE;
      return { role, place, tenant, sub: subs.get(`${home}/${role}`) ?? `${home}/${role}` };
    },

    /** Calls a route as somebody, or as nobody, and tells what came of it. */
    async call(method: string, path: string, seed: Seed, caller?: Caller): Promise<Answer> {
      const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(seed.params?.[name] ?? randomUUID()));
      const headers: Record<string, string> = caller ? await headersOf(caller) : {};
      const { body, type } = seed;
      if (body !== undefined) headers['content-type'] = type ?? 'application/json';
      await changesSince(database.owner);
      const answer = await fetch(`${urls.get(serviceOf(path))}${filled}${seed.query ? `?${seed.query}` : ''}`, {
        method,
        headers,
        redirect: 'manual',
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = `${answer.headers.get('content-disposition') ?? ''}${answer.headers.get('location') ?? ''}${await answer.text()}`;
      return { status: answer.status, body: text, changes: await changesSince(database.owner) };
    },
  };

  async function headersOf({ role, place, tenant, sub }: Caller): Promise<Record<string, string>> {
    const home = role === 'operator' ? CONSORTIUM : place === 'pretending' ? ELSEWHERE : tenant;
    const patronRef = role !== 'patron' && role !== 'proxy' ? {} : { patronRef: refOf(place) };
    // some routes end the caller's sessions: then they sign in anew
    const epoch = await services.directory.get(SessionEpochs).of(home, sub);
    const key = JSON.stringify([role, home, sub, patronRef, epoch]);
    let token = tokens.get(key);
    if (!token) {
      token = await services.directory.get(Sessions).issue({ sub, tenant: home, roles: [role], ...patronRef }, { epoch });
      tokens.set(key, token);
    }
    const library = place === 'pretending' ? HERE : role === 'operator' && place !== 'everywhere' ? tenant : undefined;
    return { authorization: `Bearer ${token}`, ...(library && { 'x-library': library }) };
  }
  return made;
}
export type Installation = ReturnType<typeof installation>;

/** Where somebody of this role may stand. */
export function placesOf(role: Role): readonly Place[] {
  if (role === 'operator') return ['own', 'other', 'everywhere'];
  return role === 'patron' || role === 'proxy' ? ['own', 'another’s', 'other', 'pretending'] : ['own', 'other', 'pretending'];
}

/** What the table says of somebody at a place, of the library they call for. */
export function granted({ role, tenant }: Caller, needs: readonly Action[]): { yes: boolean; grade: Permission } {
  const grade = permission({ tenant, roles: [role] }, ...needs);
  return { yes: grade !== 'no', grade };
}
