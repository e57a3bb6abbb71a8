import { chooseServer, notRun, type Probe, type Surroundings } from './choose.ts';

const open: Probe = async () => undefined;
const closed =
  (why: string): Probe =>
  async () =>
    why;
const never: Probe = () => Promise.reject(new Error('was looked at for nothing'));
const choose = (more: Partial<Surroundings>) =>
  chooseServer({ address: undefined, docker: closed('no Docker engine answers'), local: closed('Java is missing'), ...more });

describe('choosing a server for tests', () => {
  it('takes an address from the environment before all else, and looks no further', async () => {
    expect(await choose({ address: ' postgresql://here/db ', docker: never, local: never })).toEqual({
      way: 'address',
      address: 'postgresql://here/db',
    });
  });

  it('takes an empty address for none', async () => {
    expect(await choose({ address: ' ', docker: open, local: never })).toEqual({ way: 'container' });
  });

  it('takes a container before a local process', async () => {
    expect(await choose({ docker: open, local: never })).toEqual({ way: 'container' });
  });

  it('takes a local process where no Docker engine answers', async () => {
    expect(await choose({ local: open })).toEqual({ way: 'local' });
  });

  it('says why there is none, and what to do', async () => {
    const choice = await choose({});
    expect(choice).toEqual({ way: 'none', because: 'no address is set, no Docker engine answers, and Java is missing' });
    expect(notRun('kafka tests', 'Kafka', choice.way === 'none' ? choice.because : '')).toBe(
      'NOT RUN: kafka tests because there is no Kafka (no address is set, no Docker engine answers, and Java is missing); ' +
        'provide one by setting TEST_KAFKA_BROKERS, starting Docker, or installing Java 17 or newer and Maven',
    );
  });
});
