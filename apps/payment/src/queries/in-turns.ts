/** At most so many of several lists, each in its order: they give one each in turn, so that a long list hides no other. */
export function inTurns<T>(lists: readonly (readonly T[])[], most: number): T[] {
  const given = lists.map(() => 0);
  let left = most;
  for (let turn = 0; left > 0 && lists.some(({ length }) => length > turn); turn += 1)
    for (const [n, { length }] of lists.entries()) {
      if (length <= turn || left === 0) continue;
      given[n] = turn + 1;
      left -= 1;
    }
  return lists.flatMap((list, n) => list.slice(0, given[n]));
}
