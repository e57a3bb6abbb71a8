import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hours, post, testWorld, until } from './harness.ts';
import { readBody } from './http.ts';
import { People } from './people.ts';
import type { World } from './world.ts';

let world: World;
let desk: Server;
let tasks: Record<string, unknown>[];
let done: { path: string; body: Record<string, unknown>; cookie: string | undefined }[];
let people: People;

/** A desk with worklists as Trillium's: what it is asked to do is noted and the task goes. */
beforeEach(async () => {
  world = await testWorld();
  tasks = [];
  done = [];
  const answer: Parameters<typeof createServer>[1] = (request, response) => {
    void readBody(request).then((body) => {
      if (request.method === 'GET') response.end(JSON.stringify({ tasks, more: false }));
      else {
        done.push({
          path: request.url!,
          body: JSON.parse(body.toString()) as Record<string, unknown>,
          cookie: request.headers.cookie,
        });
        tasks = tasks.filter((task) => !request.url!.includes(String(task['id'])));
        response.end('{}');
      }
      return undefined;
    });
  };
  desk = createServer(answer);
  await new Promise<void>((resolve) => {
    desk.listen(0, '127.0.0.1', resolve);
  });
  const trillium = `http://127.0.0.1:${(desk.address() as AddressInfo).port}`;
  people = new People({ trillium, world: world.url, desks: [{ library: 'LCC', headers: { cookie: 'who=lcc' } }] });
});
afterEach(async () => {
  people.stop();
  await world.close();
  desk.closeAllConnections();
  await new Promise((resolve) => {
    desk.close(resolve);
  });
});

const task = (kind: string, names: readonly string[], more: Record<string, unknown> = {}) => ({
  id: 'a-1',
  service: 'fulfillment',
  kind,
  requestId: 'r-1',
  library: 'LCC',
  title: 'The Visual Display of Quantitative Information',
  reason: '',
  since: '2025-10-06T13:00:00.000Z',
  actions: names.map((name) => ({
    name,
    method: 'POST',
    path: `/api/fulfillment/attempts/a-1/${name}`,
    fields: name === 'receive' ? [{ name: 'pieces', kind: 'number', required: false, value: 1 }] : [],
    primary: false,
  })),
  ...more,
});
const orderPrint = (reference: string) =>
  post(world, '/vendor/orders', { offerId: '9780961392147-P', shipTo: 'LCC', reference }, { 'idempotency-key': reference });

it('open a parcel once it has arrived, not before, and say how many pieces', async () => {
  await orderPrint('a-1');
  tasks = [task('to-receive', ['receive', 'not-received', 'undo'])];
  await hours(world, 48);
  expect(await people.round()).toEqual([]);
  await hours(world, 48);
  expect(await people.round()).toEqual([{ library: 'LCC', task: 'a-1', step: 'receive', status: 200 }]);
  expect(done).toEqual([{ path: '/api/fulfillment/attempts/a-1/receive', body: { pieces: 1 }, cookie: 'who=lcc' }]);
});
it('tell two parcels of the same title apart by opening each once', async () => {
  await orderPrint('x');
  tasks = [task('to-receive', ['receive'], { id: 'a-1' }), task('to-receive', ['receive'], { id: 'a-2' })];
  await hours(world, 100);
  expect(await people.round()).toHaveLength(1);
  expect(await people.round()).toHaveLength(0);
  await orderPrint('y');
  await hours(world, 100);
  tasks = [task('to-receive', ['receive'], { id: 'a-2' })];
  expect(await people.round()).toHaveLength(1);
});
it.each([
  ['to-notify', 'notify', 0],
  ['to-pick-up', 'check-out', 20],
  ['to-pick-up', 'picked-up', 20],
  ['with-patron', 'return', 336],
  ['to-return', 'ship-back', 3],
  ['to-catalog', 'catalog', 24],
])('%s: %s after %i hours', async (kind, step, after) => {
  tasks = [task(kind, [step, 'give-up'])];
  await hours(world, Math.max(0, after - 0.5));
  const early = after ? await people.round() : [];
  expect(early).toEqual([]);
  await hours(world, 0.5);
  expect(await people.round()).toMatchObject([{ step, status: 200 }]);
});
it('scan from the shelf', async () => {
  tasks = [task('to-scan', ['deliver', 'not-on-shelf'])];
  await hours(world, 2);
  await people.round();
  expect((await fetch(String(done[0]!.body['url']))).headers.get('content-type')).toBe('application/pdf');
});
it('decide nothing, and work for nobody else', async () => {
  tasks = [
    task('conditional', ['accept-condition', 'decline-condition']),
    task('unsure', ['order-confirmed', 'order-again', 'give-up']),
    task('second-supply', ['check-out', 'ship-back']),
    task('no-answer', ['give-up']),
    task('to-notify', ['notify'], { library: 'TSU' }),
  ];
  await hours(world, 1000);
  expect(await people.round()).toEqual([]);
  expect(done).toEqual([]);
});
it('keep looking until stopped', async () => {
  tasks = [task('to-notify', ['notify'])];
  people.start(5);
  await until(() => done.length > 0);
  people.stop();
  expect(done).toHaveLength(1);
});
