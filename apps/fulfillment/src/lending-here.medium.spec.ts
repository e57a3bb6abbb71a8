import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CopyNotCirculated,
  LibraryChanged,
  PartnerChanged,
  RenewalAsked,
  type LentDetails,
  type LentList,
  type ScanResult,
  type Worklists,
} from '#lib/contracts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';
import { numberOf, spaced } from './domain/scan/number.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };
const article = { kind: 'article', title: 'Prospect Theory', container: 'Econometrica', pages: '263-291', issn: ['0012-9682'] };

/** Two members whose lending is done on the platform: no message leaves the house, and each sees its own side only. */
describe('two members lend to each other on the platform', () => {
  const out = outside();
  beforeAll(async () => {
    for (const [library, other] of [
      ['BLL', 'MGH'],
      ['MGH', 'BLL'],
    ] as const)
      await out.put(library, PartnerChanged, randomUUID(), {
        symbol: other,
        name: `${other} Library`,
        member: true,
        country: 'US',
        channel: 'platform',
        settledBy: 'nobody',
        loansOpen: true,
        lendsAv: true,
        daysToRespond: { loan: 4, copy: 2 },
        lastResort: false,
        active: true,
      });
  });
  const lentBy = async (tenant: string): Promise<LentList['lent']> => ((await out.get(tenant, 'lent')).body as LentList).lent;
  const act = async (tenant: string, id: string, action: string, body: object = {}): Promise<LentDetails> => {
    const answer = await out.post(tenant, `lent/${id}/${action}`, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body as LentDetails;
  };
  const asks = async (
    from: string,
    to: string,
    what: object,
    service: 'loan' | 'copy',
  ): Promise<{ request: string; lent: string }> => {
    const request = await out.decided(from, borrow(lender(to, { member: true })), what, service);
    await out.until(request, 'asked');
    const side = (await lentBy(to)).find(({ status }) => status === 'asked');
    return { request, lent: side!.id };
  };
  const stands = async (tenant: string, id: string): Promise<string> =>
    ((await out.get(tenant, `lent/${id}`)).body as LentDetails).status;

  it('a loan: asked, promised, shipped, received, renewed, recalled, back on the shelf', async () => {
    const { request, lent } = await asks('BLL', 'MGH', jacobs, 'loan');
    expect((await lentBy('MGH'))[0]).toMatchObject({ borrower: 'BLL', via: 'platform', status: 'asked', worklist: 'to-answer' });
    expect(await lentBy('BLL')).toEqual([]);
    await act('MGH', lent, 'will-supply', { loanDays: 21 });
    await out.until(request, 'will-supply');
    await act('MGH', lent, 'pull');
    await act('MGH', lent, 'ship', { carrier: 'van', pieces: 1 });
    const [shipped] = await out.until(request, 'shipped');
    expect(shipped!.dueDate).toBe('2025-11-06');
    await out.do('BLL', request, 'receive', { pieces: 1 });
    expect(await stands('MGH', lent)).toBe('with-borrower');
    await act('MGH', lent, 'recall', { note: 'A class needs it.' });
    expect((await out.attempts(request))[0]!.recalled).toBe(true);
    for (const step of ['notify', 'check-out', 'return']) await out.do('BLL', request, step);
    await out.do('BLL', request, 'ship-back', { carrier: 'van' });
    expect(await stands('MGH', lent)).toBe('on-its-way-back');
    await act('MGH', lent, 'check-in', { pieces: 1 });
    expect(await stands('MGH', lent)).toBe('returned');
    await out.until(request, 'closed');

    const { rows: jobs } = await out.database.owner.query('select kind from fulfillment.job');
    const { rows: messages } = await out.database.owner.query('select kind from fulfillment.iso_message');
    expect([jobs, messages]).toEqual([[], []]);
  }, 60_000);

  it('is overdue by itself at the end of its day: both sides know', async () => {
    const { request, lent } = await asks('MGH', 'BLL', jacobs, 'loan');
    await act('BLL', lent, 'ship', { dueDate: '2025-10-08' });
    await out.until(request, 'shipped');
    await out.do('MGH', request, 'receive', { pieces: 1 });
    await out.hours(80);
    for (let tries = 0; (await stands('BLL', lent)) !== 'overdue' && tries < 300; tries += 1) await sleep(20);
    expect(await stands('BLL', lent)).toBe('overdue');
    expect((await out.attempts(request))[0]).toMatchObject({ overdue: true });
    for (const step of ['notify', 'check-out', 'return', 'ship-back']) await out.do('MGH', request, step);
    await act('BLL', lent, 'check-in');
    await out.until(request, 'closed');
  }, 60_000);

  it('a copy: sent by link, and the patron has it', async () => {
    const { request, lent } = await asks('BLL', 'MGH', article, 'copy');
    await act('MGH', lent, 'send-copy', { url: 'https://files.example/1.pdf' });
    const [attempt] = await out.attempts(request);
    expect(attempt).toMatchObject({ url: 'https://files.example/1.pdf', supplied: true });
    expect(await stands('MGH', lent)).toBe('supplied');
  }, 30_000);

  it('a renewal: asked by the patron, granted and then refused by the lender; both due dates follow on both sides', async () => {
    const { request, lent } = await asks('BLL', 'MGH', jacobs, 'loan');
    await act('MGH', lent, 'ship', { dueDate: '2025-11-06' });
    await out.until(request, 'shipped');
    await out.do('BLL', request, 'receive', { pieces: 1 });
    for (const step of ['notify', 'check-out']) await out.do('BLL', request, step);
    const renewal = async (tries = 0): Promise<void> => {
      await out.put('BLL', RenewalAsked, request, { by: 'patron' });
      for (let left = tries; (await stands('MGH', lent)) !== 'renewal-asked' && left > 0; left -= 1) await sleep(20);
    };
    await renewal(300);
    expect(await lentBy('MGH')).toContainEqual(
      expect.objectContaining({ id: lent, worklist: 'renewals', dueDate: '2025-11-06' }),
    );
    expect((await out.attempts(request))[0]).toMatchObject({ renewal: 'asked', dueDate: '2025-11-06' });
    await act('MGH', lent, 'grant-renewal', { dueDate: '2025-12-04' });
    expect((await out.get('MGH', `lent/${lent}`)).body).toMatchObject({ status: 'with-borrower', dueDate: '2025-12-04' });
    const granted = { renewal: 'granted', renewals: 1, dueDate: '2025-12-04', patronDueDate: '2025-12-02' };
    expect((await out.attempts(request))[0]).toMatchObject(granted);
    // what the patron's page is made from
    const told = (await out.told('BLL', request)).filter(({ type }) => type === 'fulfillment.attempt-advanced.v1');
    expect(told.map(({ data }) => data['renewal']).filter(Boolean)).toEqual(['asked', 'granted']);
    expect(told.at(-1)!.data).toMatchObject({ renewal: 'granted', dueDate: '2025-12-04', patronDueDate: '2025-12-02' });

    // once is as often as it is done there, and the lender need not be bothered to say so
    await out.put('BLL', RenewalAsked, request, { by: 'patron' });
    for (let left = 300; (await out.attempts(request))[0]!.renewal !== 'refused' && left > 0; left -= 1) await sleep(20);
    expect((await out.attempts(request))[0]).toMatchObject({ ...granted, renewal: 'refused' });
    expect((await out.get('MGH', `lent/${lent}`)).body).toMatchObject({ status: 'with-borrower', dueDate: '2025-12-04' });
    for (const step of ['return', 'ship-back']) await out.do('BLL', request, step);
    await act('MGH', lent, 'check-in');
    await out.until(request, 'closed');
  }, 60_000);

  it('a renewal a person at the lender refuses leaves the dates as they were, and says why', async () => {
    const { request, lent } = await asks('MGH', 'BLL', jacobs, 'loan');
    await act('BLL', lent, 'ship', { dueDate: '2025-11-20' });
    await out.until(request, 'shipped');
    await out.do('MGH', request, 'receive', { pieces: 1 });
    for (const step of ['notify', 'check-out', 'renew']) await out.do('MGH', request, step);
    expect(await stands('BLL', lent)).toBe('renewal-asked');
    await act('BLL', lent, 'refuse-renewal', { note: 'Others wait for it.' });
    expect((await out.attempts(request))[0]).toMatchObject({ renewal: 'refused', dueDate: '2025-11-20' });
    expect((await out.told('MGH', request)).at(-1)!.data).toMatchObject({ renewal: 'refused', reason: 'Others wait for it.' });
    expect(await stands('BLL', lent)).toBe('with-borrower');
    for (const step of ['return', 'ship-back']) await out.do('MGH', request, step);
    await act('BLL', lent, 'check-in');
    await out.until(request, 'closed');
  }, 60_000);

  it('a copy that the library looks at first: bad, asked for again, and then delivered', async () => {
    const { rows } = await out.database.owner.query<{ profile: object }>(
      `select profile from fulfillment.library where symbol = 'BLL'`,
    );
    const set = (borrowing: object) => out.put('BLL', LibraryChanged, randomUUID(), { ...rows[0]!.profile, borrowing });
    await set({ checkCopies: true });
    const { request, lent } = await asks('BLL', 'MGH', article, 'copy');
    await act('MGH', lent, 'send-copy', { url: 'https://files.example/1.pdf' });
    await out.until(request, 'received');
    const [task] = await out.tasks('BLL', request);
    expect(task).toMatchObject({ kind: 'to-check', reason: 'A copy from MGH has come: look at it before the patron gets it.' });
    expect(task!.actions.map(({ name }) => name)).toEqual(['deliver', 'bad-copy']);
    const { body } = await out.get('BLL', 'worklists');
    expect((body as Worklists).lists).toContainEqual(expect.objectContaining({ kind: 'to-check', count: 1 }));
    // nothing of it reaches the patron's page
    expect((await out.told('BLL', request)).filter(({ data }) => 'url' in data)).toEqual([]);
    await out.do('BLL', request, 'bad-copy', { note: 'page 2 is missing' });
    await out.until(request, 'unfilled', 'asked');
    const again = (await lentBy('MGH')).find(({ status }) => status === 'asked')!;
    const { note } = ((await out.get('MGH', `lent/${again.id}`)).body as LentDetails).asked as { note?: string };
    expect(note).toBe('You have sent it before. The copy cannot be used: page 2 is missing');
    await act('MGH', again.id, 'send-copy', { url: 'https://files.example/2.pdf' });
    await out.until(request, 'unfilled', 'received');
    await out.do('BLL', request, 'deliver', {});
    await out.until(request, 'unfilled', 'closed');
    const finished = (await out.told('BLL', request)).find(({ type }) => type === 'fulfillment.request-finished.v1');
    expect(finished!.data).toMatchObject({ supplier: 'MGH', url: 'https://files.example/2.pdf' });
    await set({});
  }, 60_000);

  it('what is cancelled before anybody worked on it is gone on both sides; after that a person says yes', async () => {
    const first = await asks('BLL', 'MGH', jacobs, 'loan');
    await out.cancelled('BLL', first.request);
    await out.until(first.request, 'cancelled');
    expect(await stands('MGH', first.lent)).toBe('cancelled');
    const second = await asks('BLL', 'MGH', jacobs, 'loan');
    await act('MGH', second.lent, 'will-supply');
    await out.cancelled('BLL', second.request);
    await out.until(second.request, 'cancelling');
    expect(await stands('MGH', second.lent)).toBe('cancel-asked');
    await act('MGH', second.lent, 'cancel-yes');
    await out.until(second.request, 'cancelled');
  }, 30_000);

  it('what is lent is found by its slip and by the borrower’s return label, with its next step; slips are printed', async () => {
    const { request, lent } = await asks('BLL', 'MGH', jacobs, 'loan');
    const scan = async (code: string, tenant = 'MGH'): Promise<ScanResult> =>
      (await out.get(tenant, `scan?code=${encodeURIComponent(code)}`)).body as ScanResult;
    await act('MGH', lent, 'will-supply');
    const slip = await out.get('MGH', `labels/slip.pdf?ids=${lent}`);
    expect([slip.status, slip.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await out.get('MGH', `labels/band.pdf?ids=${lent}`)).status).toBe(404);
    expect((await out.get('TSU', `labels/slip.pdf?ids=${lent}`)).status).toBe(404);
    const [pull] = (await scan(spaced(numberOf(lent)))).lent!;
    expect(pull).toMatchObject({
      id: lent,
      borrower: 'BLL',
      status: 'promised',
      actions: [{ name: 'pull', primary: true }, {}, {}, {}, {}, {}],
    });
    await act('MGH', lent, 'ship', { dueDate: '2025-11-20' });
    const [attempt] = await out.until(request, 'shipped');
    // as the return label has it: the lender's number
    for (const step of ['receive', 'notify', 'check-out', 'return', 'ship-back']) await out.do('BLL', request, step);
    const back = await scan(attempt!.lenderRequestId!);
    expect([back.found, back.lent!.map(({ id, actions }) => [id, actions[0]!.name])]).toEqual([[], [[lent, 'check-in']]]);
    expect((await scan(lent, 'TSU')).lent).toBeUndefined();
    await act('MGH', lent, 'check-in');
    await out.until(request, 'closed');
  }, 60_000);

  it('the copy that is lent is known by its barcode: found by it, lent once at a time, told to the lender’s own system', async () => {
    const { request, lent } = await asks('BLL', 'MGH', jacobs, 'loan');
    const found = async (code: string, tenant = 'MGH') =>
      ((await out.get(tenant, `scan?code=${encodeURIComponent(code)}`)).body as ScanResult).lent;
    await act('MGH', lent, 'will-supply', { callNumber: 'HT167 .J33' });
    await act('MGH', lent, 'pull', { barcode: '31223 0098 7654' });
    const [pulled] = (await found('3122300987654'))!;
    expect(pulled).toMatchObject({ id: lent, barcode: '31223 0098 7654', callNumber: 'HT167 .J33', status: 'pulled' });
    expect(await found('3122300987654', 'TSU')).toBeUndefined();
    // one copy goes to one library
    const other = await asks('BLL', 'MGH', { title: 'The Economy of Cities' }, 'loan');
    await act('MGH', other.lent, 'will-supply');
    const twice = await out.post('MGH', `lent/${other.lent}/pull`, { barcode: '3122300987654' });
    expect([twice.status, twice.body]).toMatchObject([409, { field: 'barcode' }]);
    const many = { fields: { barcode: '1' }, lent: [{ id: lent }, { id: other.lent }] };
    expect((await out.post('MGH', 'lent/batch/ship', many)).status).toBe(422);
    // another copy was meant
    await act('MGH', lent, 'undo');
    expect(await found('3122300987654')).toBeUndefined();
    await act('MGH', lent, 'pull', { barcode: 'C-2' });
    await act('MGH', lent, 'ship', { dueDate: '2025-11-20' });
    await out.until(request, 'shipped');
    for (const step of ['receive', 'notify', 'check-out', 'return', 'ship-back']) await out.do('BLL', request, step);
    expect((await found('c-2'))!.map(({ actions }) => actions[0]!.name)).toEqual(['check-in']);
    await act('MGH', lent, 'check-in');
    const told = async () =>
      (await out.told('MGH', lent)).flatMap(({ type, data }) => (type === 'directory.circulate-copy.v1' ? [data] : []));
    expect(await told()).toEqual([
      { step: 'check-out', barcode: 'C-2', borrower: 'BLL', due: '2025-11-20' },
      { step: 'check-in', barcode: 'C-2', borrower: 'BLL' },
    ]);
    // nobody has it: shown where it was last, with nothing left to do
    expect((await found('C-2'))!.map(({ id, actions }) => [id, actions])).toEqual([[lent, []]]);
    await act('MGH', other.lent, 'pull', { barcode: 'C-2' });
    expect((await found('C-2'))!.map(({ id }) => id)).toEqual([other.lent]);
    await out.put('MGH', CopyNotCirculated, other.lent, { step: 'check-out', reason: 'Unknown User.' });
    const { questions } = (await found('C-2'))![0]!;
    expect(questions.map(({ kind, text }) => [kind, text])).toEqual([
      ['not-circulated', 'Your own system could not be told that it is lent (copy C-2): Unknown User. Do it there.'],
    ]);
  }, 60_000);

  it('a no with its reason, and the lender’s row leads back to neither request nor attempt nor patron', async () => {
    const { request, lent } = await asks('BLL', 'MGH', jacobs, 'loan');
    const [attempt] = await out.attempts(request);
    await act('MGH', lent, 'unfilled', { reason: 'NotOnShelf' });
    expect((await out.until(request, 'unfilled'))[0]!.reason).toContain('Not on shelf');
    const { rows } = await out.database.owner.query<{ text: string }>(
      `select l::text || coalesce((select string_agg(e::text, '') from fulfillment.event e where e.aggregate = l.id), '') text
       from fulfillment.lent l where tenant = 'MGH'`,
    );
    for (const { text } of rows)
      for (const secret of [request, attempt!.id, attempt!.wanted.patronRef]) expect(text).not.toContain(secret);
    // a third library sees neither
    expect((await out.get('TSU', `lent/${lent}`)).status).toBe(404);
  }, 30_000);
});
