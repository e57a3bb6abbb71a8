import { Remembered } from './remembered.ts';

describe('what is remembered', () => {
  const counting = () => {
    let count = 0;
    return { compute: () => Promise.resolve((count += 1)), count: () => count };
  };

  it('is computed once for the same texts, also by two at once', async () => {
    const remembered = new Remembered<number>(2);
    const { compute, count } = counting();
    await Promise.all([remembered.get(['a', 'b'], compute), remembered.get(['a', 'b'], compute)]);
    await remembered.get(['a', 'b'], compute);
    expect(count()).toBe(1);
    // not what reads the same when it is put together
    await remembered.get(['ab', ''], compute);
    expect(count()).toBe(2);
  });

  it('is the last asked for', async () => {
    const remembered = new Remembered<number>(2);
    const { compute, count } = counting();
    for (const text of ['a', 'b', 'a', 'c', 'a']) await remembered.get([text], compute);
    expect(count()).toBe(3);
    await remembered.get(['b'], compute);
    expect(count()).toBe(4);
  });

  it('is not what failed', async () => {
    const remembered = new Remembered<number>(2);
    await expect(remembered.get(['a'], () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    await expect(remembered.get(['a'], () => Promise.resolve(7))).resolves.toBe(7);
  });
});
