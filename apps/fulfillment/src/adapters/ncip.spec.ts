import { startWorld, type World } from '#test/world';
import { readNcip } from '#lib/ncip';
import { NcipSystem } from './ncip.ts';

const signal = () => AbortSignal.timeout(5000);
const patron = 'p_7Jq2mW0cVx1u';

describe('a library system by NCIP', () => {
  const system = new NcipSystem();
  let world: World;
  let address: string;
  beforeEach(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    address = `${world.url}/ils/CPL`;
  });
  afterEach(() => world.close());

  it('places a hold, once under the same key, and takes it away', async () => {
    const hold = { record: 'beloved', patron, pickupBranch: 'Main & Oak' };
    const placed = await system.placeHold(address, 'job-1', hold, signal());
    expect(placed).toEqual({ placed: true, holdId: 'HOLD-000001' });
    expect(await system.placeHold(address, 'job-1', hold, signal())).toEqual(placed);
    expect([...world.state.table('ils').values()]).toMatchObject([{ user: patron, pickup: 'Main & Oak', key: 'job-1' }]);
    await system.removeHold(address, { holdId: 'HOLD-000001', patron }, signal());
    expect([...world.state.table('ils').values()]).toMatchObject([{ status: 'cancelled' }]);
    // what is not there need not be taken away
    await expect(system.removeHold(address, { holdId: 'HOLD-000009', patron }, signal())).resolves.toBeUndefined();
  });

  it('says why there is no hold', async () => {
    expect(await system.placeHold(address, 'job-1', { record: 'nothing', patron }, signal())).toEqual({
      placed: false,
      reason: expect.stringMatching(/^Item Does Not Circulate/),
    });
  });

  it('needs the number of the hold to take it away', async () => {
    await expect(system.removeHold(address, { patron }, signal())).rejects.toThrow('not known');
  });

  it('takes nothing for an answer that is no NCIP', async () => {
    await expect(system.placeHold(`${world.url}/crossref/works/x`, 'job-1', { record: 'x', patron }, signal())).rejects.toThrow(
      'no NCIP',
    );
  });
});

describe('an NCIP answer', () => {
  it.each([
    ['no XML', 'Internal error'],
    ['another document', '<html/>'],
    ['an empty message', '<NCIPMessage/>'],
    ['a document type', '<!DOCTYPE NCIPMessage [<!ENTITY a "b">]><NCIPMessage><RequestItemResponse/></NCIPMessage>'],
  ])('is not %s', (_, xml) => {
    expect(readNcip(xml)).toBeUndefined();
  });

  it('is read with its problem, with and without namespace', () => {
    const problem = '<Problem><ProblemType>Blocked</ProblemType><ProblemDetail>Fines</ProblemDetail></Problem>';
    for (const attributes of ['', ' xmlns="http://www.niso.org/2008/ncip"'])
      expect(readNcip(`<NCIPMessage${attributes}><RequestItemResponse>${problem}</RequestItemResponse></NCIPMessage>`)).toEqual({
        response: 'RequestItemResponse',
        problem: { type: 'Blocked', detail: 'Fines', value: '' },
      });
  });
});
