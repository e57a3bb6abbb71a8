import { FairShare } from './fair-share.ts';

const soon = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

describe('places of libraries', () => {
  it('are each library’s own: one with thousands stands before itself only', async () => {
    const share = new FairShare({ atOnce: 2, waiting: 3 });
    const entered: string[] = [];
    const leaves: (() => void)[] = [];
    const come = (library: string, name: string): boolean => {
      const place = share.enter(library);
      void place?.then((leave) => (entered.push(name), leaves.push(leave)));
      return place !== undefined;
    };
    expect(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map((name) => come('FLOOD', name))).toEqual(
      // two at work, three who wait
      [true, true, true, true, true, false, false],
    );
    expect(come('SMALL', 'b1')).toBe(true);
    await soon();
    expect(entered).toEqual(['a1', 'a2', 'b1']);
    expect(share.waiting).toBe(3);
    leaves[0]!();
    await soon();
    // who waited longest, and a place in the queue is free again
    expect(entered).toEqual(['a1', 'a2', 'b1', 'a3']);
    expect(come('FLOOD', 'a8')).toBe(true);
    for (let i = 1; i < 7; i += 1) {
      leaves[i]?.();
      await soon();
    }
    expect(entered).toEqual(['a1', 'a2', 'b1', 'a3', 'a4', 'a5', 'a8']);
    expect(share.waiting).toBe(0);
  });
});
