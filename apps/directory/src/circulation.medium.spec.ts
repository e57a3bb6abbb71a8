import { randomUUID } from 'node:crypto';
import { CirculateCopy, PlaceHold, RemoveHold, type MessageType } from '#lib/contracts';
import { numberOf, unwrap } from '#lib/kernel';
import { Seals } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { installation } from './__fixtures__/installation.ts';
import { listen, told } from './__fixtures__/listen.ts';
import { NoticesLab } from './__fixtures__/notices.ts';
import { signedIn } from './__fixtures__/signed-in.ts';
import { setConnector } from './app/connectors.ts';
import { NameSafe } from './app/names/name-safe.ts';
import { registerPatron } from './app/patrons.ts';
import { SeedInstallation } from './app/seed-installation.ts';
import { directory } from './directory.module.ts';

describe('the library’s own system, by NCIP', () => {
  const database = testDatabase('directory');
  beforeAll(() =>
    listen(database.owner, [
      'directory.patron-changed.v1',
      'directory.circulation-failed.v1',
      'directory.copy-not-circulated.v1',
      'directory.hold-answered.v1',
    ]),
  );
  const service = testService(directory, { database });
  const { as, ask } = signedIn(service);
  let lab: NoticesLab;
  let world: World;
  /** A card that the system knows, and its patron there. */
  const card = '22199000000001';
  const known = () => world.state.data.patrons.find(({ username }) => username === card)!;
  const borrowed = () => [...world.state.table('ils-borrowed').values()];

  const connect = (settings: Record<string, string>, address = `${world.url}/ils/LCC`): Promise<void> =>
    lab.db.transaction(
      { tenant: 'LCC', actor: 'test' },
      async (tx) => void unwrap(await setConnector(tx, service.get(Seals), 'ncip', { address, settings, secrets: {} })),
    );
  const patron = (cardNumber: string): Promise<string> =>
    lab.db.transaction(
      { tenant: 'LCC', actor: 'test' },
      async (tx) =>
        unwrap(
          await registerPatron(
            tx,
            service.get(NameSafe),
            { familyName: 'Okafor', cardNumber },
            { group: 'visitor', blocked: false, active: true },
          ),
        ).patronRef,
    );
  const standing = async (patronRef: string) => {
    const { rows } = await database.owner.query(
      'select patron_group as group, blocked from directory.patron where patron_ref = $1',
      [patronRef],
    );
    return rows[0] as { group: string; blocked: boolean };
  };

  let ref: string;
  beforeAll(async () => {
    await service.get(SeedInstallation).execute(installation);
    lab = new NoticesLab(service, database);
    await lab.open();
    world = await startWorld({ clock: { rate: 0 } });
    world.state.data.patrons.push({ username: card, library: 'LCC', name: 'Okafor, Ada', email: '', group: 'UG' });
    ref = await patron(known().username);
  }, 60_000);
  afterAll(() => Promise.all([lab?.close(), world?.close()]));
  const attemptOf = (request: string): string => `${request.slice(0, -4)}aaaa`;

  it('is asked nothing and told nothing where the library has not switched that on', async () => {
    await connect({});
    const request = await lab.ask('LCC', ref);
    await lab.deliver(lab.step('LCC', request, 'shipped', 'received'));
    await lab.settle();
    expect(await standing(ref)).toEqual({ group: 'visitor', blocked: false });
    expect([world.state.lookups.get('ils-user') ?? 0, borrowed()]).toEqual([0, []]);
  });

  it('says a patron’s group and blocks when they ask for something, and others hear it', async () => {
    await connect({ patrons: 'yes', circulation: 'yes', groups: `${known().group}=scholar` });
    Object.assign(known(), { blocked: true });
    await lab.ask('LCC', ref);
    await lab.settle();
    expect(await standing(ref)).toEqual({ group: 'scholar', blocked: true });
    expect((await told(database.owner)).at(-1)!.data).toMatchObject({ patronRef: ref, group: 'scholar', blocked: true });
    Object.assign(known(), { blocked: false });
    await lab.ask('LCC', ref);
    await lab.settle();
    expect(await standing(ref)).toEqual({ group: 'scholar', blocked: false });
  });

  it('says it to whoever looks the patron up at the desk', async () => {
    const other = await patron('22100099999999');
    const head = await as('LCC', 'head');
    Object.assign(known(), { blocked: true });
    expect((await ask('post', `patrons/${ref}/look-up`, head).expect(200)).body).toMatchObject({
      group: 'scholar',
      blocked: true,
    });
    Object.assign(known(), { blocked: false });
    await ask('post', `patrons/${ref}/look-up`, head).expect(200);
    expect((await ask('post', `patrons/${other}/look-up`, head).expect(404)).body.detail).toMatch(
      /does not know this card number/,
    );
    expect(await standing(other)).toEqual({ group: 'visitor', blocked: false });
  });

  it('is told that a loan is here, is handed out and is back, once each', async () => {
    const request = await lab.ask('LCC', ref, { title: 'Cats & dogs', pickupBranch: 'Main' });
    const attempt = attemptOf(request);
    const received = lab.step('LCC', request, 'shipped', 'received');
    await lab.deliver(received);
    await lab.settle();
    expect(borrowed()).toMatchObject([
      { id: numberOf(attempt), user: known().username, title: 'Cats & dogs', pickup: 'Main', status: 'held' },
    ]);
    // a step that was told before, and one taken back, change nothing
    await lab.deliver(lab.step('LCC', request, 'shipped', 'received'));
    await lab.deliver(lab.step('LCC', request, 'patron-notified', 'received', { undone: true }));
    await lab.settle();
    expect(borrowed()).toHaveLength(1);
    await lab.deliver(
      lab.step('LCC', request, 'received', 'checked-out', { dueDate: '2025-11-10', patronDueDate: '2025-11-03' }),
    );
    await lab.settle();
    expect(borrowed()).toMatchObject([{ status: 'out', due: '2025-11-03T23:59:00' }]);
    await lab.deliver(lab.step('LCC', request, 'checked-out', 'returned-by-patron'));
    await lab.settle();
    expect(borrowed()).toMatchObject([{ status: 'gone' }]);
    expect(await told(database.owner, { correlation: request })).toEqual([]);
  });

  it('is not told of copies', async () => {
    const before = borrowed().length;
    const request = await lab.ask('LCC', ref, { service: 'copy' });
    await lab.deliver(lab.step('LCC', request, 'shipped', 'received'));
    await lab.settle();
    expect(borrowed()).toHaveLength(before);
  });

  it('leaves a task for a person where it does not take it, and holds nothing up', async () => {
    const stranger = await patron(randomUUID());
    const request = await lab.ask('LCC', stranger);
    await lab.deliver(lab.step('LCC', request, 'shipped', 'received'));
    await lab.settle();
    expect(await told(database.owner, { correlation: request })).toMatchObject([
      { subject: attemptOf(request), data: { requestId: request, step: 'accept', reason: 'Unknown User: Unknown User.' } },
    ]);
  });

  it('leaves one where something else answers', async () => {
    await connect({ circulation: 'yes' }, `${world.url}/crossref/works/x`);
    const request = await lab.ask('LCC', ref);
    await lab.deliver(lab.step('LCC', request, 'shipped', 'received'));
    await lab.settle();
    expect(await told(database.owner, { correlation: request })).toMatchObject([
      { data: { step: 'accept', reason: 'the library system answered 405 and no NCIP.' } },
    ]);
  });

  describe('copies lent to other libraries', () => {
    const account = '22199000000099';
    const barcode = () =>
      world.state.data.holdings
        .flatMap(({ library, items = [] }) => (library === 'LCC' ? items : []))
        .find(({ status }) => status === 'available')!.barcode;
    const lent = () => [...world.state.table('ils-lent').values()];
    const tellOf = async (subject: string, step: 'check-out' | 'check-in', more: object = {}): Promise<unknown[]> => {
      const data = { step, barcode: barcode(), borrower: 'NEB', ...more };
      await lab.deliver({ message: CirculateCopy, tenant: 'LCC', subject, data });
      await lab.settle();
      return (await told(database.owner, { correlation: subject })).map(({ data: said }) => said);
    };
    beforeAll(() => {
      for (const [username, name] of [
        [account, 'Interlibrary loan'],
        ['22199000000098', 'Tamarack State University'],
      ] as const)
        world.state.data.patrons.push({ username, library: 'LCC', name, email: '', group: 'ILL' });
    });

    it('are not told of where no account stands for other libraries', async () => {
      await connect({ circulation: 'yes' });
      expect(await tellOf(randomUUID(), 'check-out')).toEqual([]);
      expect(lent()).toEqual([]);
    });

    it('are checked out to the account of the other library until the day it is due, and in again', async () => {
      await connect({ lendingCard: account, lendingCards: 'TSU=22199000000098' });
      const id = randomUUID();
      expect(await tellOf(id, 'check-out', { due: '2025-11-20' })).toEqual([]);
      expect(lent()).toMatchObject([{ id: barcode(), user: account, status: 'out', due: '2025-11-20T23:59:00' }]);
      expect(await tellOf(id, 'check-in')).toEqual([]);
      expect(lent()).toMatchObject([{ status: 'in' }]);
      // it was checked in at the desk before
      expect(await tellOf(id, 'check-in')).toEqual([]);
      await tellOf(randomUUID(), 'check-out', { borrower: 'TSU' });
      expect(lent()).toMatchObject([{ user: '22199000000098', status: 'out' }]);
    });

    it('leave a question where the system does not take it: another reader has the copy, nobody knows it', async () => {
      expect(await tellOf(randomUUID(), 'check-out')).toEqual([
        { step: 'check-out', reason: 'Item Already Checked Out: Item Already Checked Out.' },
      ]);
      expect(await tellOf(randomUUID(), 'check-in', { barcode: 'nobody’s' })).toEqual([
        { step: 'check-in', reason: 'Unknown Item: Unknown Item.' },
      ]);
    });
  });

  describe('holds on the library’s own copies', () => {
    /** What the library has itself. */
    const own = () =>
      world.state.data.holdings.find(
        ({ library, work, items }) => library === 'LCC' && work && items?.[0]?.status === 'available',
      )!;
    const holds = () => [...world.state.table('ils').values()];
    const to = (message: MessageType, subject: string, data: object) => ({ message, tenant: 'LCC', subject, data });
    /** What directory answers of an attempt, oldest first. */
    const answers = async (requestId: string) => (await told(database.owner, { correlation: requestId })).map(({ data }) => data);
    const place = async (attempt: string, patronRef: string, record = own().work) => {
      const requestId = randomUUID();
      await lab.deliver(to(PlaceHold, attempt, { requestId, patronRef, record, pickupBranch: 'Main & Oak' }));
      await lab.settle();
      return requestId;
    };
    beforeAll(() => connect({}));

    it('are placed for the patron’s card, once although the answer was lost, and taken away', async () => {
      const attempt = randomUUID();
      const requestId = await place(attempt, ref);
      expect(holds()).toMatchObject([{ user: card, pickup: 'Main & Oak', key: attempt }]);
      const holdId = holds()[0]!.id;
      // asked for a second time, as after a crash between the system's answer and ours
      await lab.deliver(to(PlaceHold, attempt, { requestId, patronRef: ref, record: own().work }));
      await lab.settle();
      expect(holds()).toHaveLength(1);
      expect(await answers(requestId)).toEqual([1, 2].map(() => ({ answer: 'placed', requestId, holdId })));
      await lab.deliver(to(RemoveHold, attempt, { requestId, patronRef: ref, holdId }));
      await lab.settle();
      expect(holds()).toMatchObject([{ status: 'cancelled' }]);
      // what is not there need not be taken away
      await lab.deliver(to(RemoveHold, attempt, { requestId, patronRef: ref, holdId: 'HOLD-999999' }));
      await lab.settle();
      expect((await answers(requestId)).slice(2)).toEqual([1, 2].map(() => ({ answer: 'removed', requestId })));
    });

    it.each<[string, () => Promise<string>, object]>([
      [
        'what does not circulate',
        () => place(randomUUID(), ref, 'nothing'),
        { answer: 'refused', reason: /^Item Does Not Circ/ },
      ],
      [
        'a card the system does not know',
        async () => place(randomUUID(), await patron(randomUUID())),
        { answer: 'refused', reason: /^Unknown User/ },
      ],
      [
        'a patron not known here',
        () => place(randomUUID(), 'p_nobodyAtAll'),
        { answer: 'in-doubt', reason: /card number is not known/ },
      ],
    ])('come to nothing for %s, and say why', async (_, asking, expected) => {
      const { answer, reason } = expected as { answer: string; reason: RegExp };
      const requestId = await asking();
      expect(await answers(requestId)).toEqual([{ answer, requestId, reason: expect.stringMatching(reason) }]);
    });

    it('cannot be taken away where nobody knows their number', async () => {
      const requestId = randomUUID();
      await lab.deliver(to(RemoveHold, randomUUID(), { requestId, patronRef: ref }));
      await lab.settle();
      expect(await answers(requestId)).toEqual([
        { answer: 'kept', requestId, reason: 'the number of the hold is not known here.' },
      ]);
    });

    it('are left to a person where no system is connected, and where something else answers', async () => {
      await connect({}, `${world.url}/crossref/works/x`);
      const requestId = await place(randomUUID(), ref);
      expect(await answers(requestId)).toEqual([{ answer: 'in-doubt', requestId, reason: expect.stringContaining('no NCIP') }]);
    });
  });
});
