import { messages } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { deliver, listen, quiet, told as toldOf, type Sent } from './__fixtures__/messages.ts';
import { introductions, verified } from './__fixtures__/world.ts';
import { sourcing } from './sourcing.module.ts';

describe('sourcing, with the simulated world outside', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  const database = testDatabase('sourcing');
  beforeAll(() =>
    listen(
      database.owner,
      [...messages.keys()].filter((type) => messages.get(type)!.source === 'sourcing'),
    ),
  );
  const service = testService(sourcing, {
    database,
    env: () => ({
      UNPAYWALL_URL: `${world.url}/unpaywall/v2`,
      UNION_CATALOG_URL: `${world.url}/sru/union`,
      GET_IT_NOW_URL: `${world.url}/getitnow`,
      REPRINTS_DESK_URL: `${world.url}/reprintsdesk`,
      VENDOR_URL: `${world.url}/vendor`,
    }),
  });
  const send = async (...sent: Sent[]): Promise<void> => {
    await deliver(service.get(Database), sent);
    await quiet(service.get(Database), database.owner);
  };
  const told = (request: string) => toldOf(database.owner, request);
  beforeAll(() => send(...introductions(world)), 60_000);

  it('finds the library’s own copy and has it held', async () => {
    const asked = verified('CPL', 'loan', {
      kind: 'book',
      title: 'Beloved',
      authors: ['Morrison, Toni'],
      isbn: ['9781400033416'],
      year: 2004,
    });
    await send(asked);
    const [decided, ...more] = await told(asked.subject);
    expect(more).toEqual([]);
    expect(decided).toMatchObject({ type: 'sourcing.decided.v1', data: { rule: { number: '6' }, outcome: { route: 'hold' } } });
  });
});
