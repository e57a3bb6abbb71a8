export interface Part {
  readonly words: string;
  readonly differs: boolean;
}

/** Words, and spaces and marks between them each by itself. */
const WORDS = /(?=[\s,;:()“”])|(?<=[\s(“])/;

/** Spaces alone make nothing alike. */
const weight = (word: string): number => (word.trim() ? 1 : 0);

/** The parts of a text in order, with spaces, and whether another text lacks them: the longest common run of words is alike. */
export function differing(text: string, from: string): Part[] {
  const [mine, theirs] = [text.split(WORDS), from.split(WORDS)];
  // words in the longest common subsequence from each place on; policies' sentences have some hundred words
  const common = Array.from({ length: mine.length + 1 }, () => new Uint16Array(theirs.length + 1));
  for (let i = mine.length - 1; i >= 0; i -= 1)
    for (let j = theirs.length - 1; j >= 0; j -= 1)
      common[i]![j] =
        mine[i] === theirs[j] ? common[i + 1]![j + 1]! + weight(mine[i]!) : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const parts: { words: string; differs: boolean }[] = [];
  for (let [i, j] = [0, 0]; i < mine.length;) {
    const same = j < theirs.length && mine[i] === theirs[j];
    if (!same && j < theirs.length && common[i]![j + 1]! > common[i + 1]![j]!) {
      j += 1;
      continue;
    }
    const last = parts.at(-1);
    if (last?.differs === !same) last.words += mine[i]!;
    else parts.push({ words: mine[i]!, differs: !same });
    i += 1;
    if (same) j += 1;
  }
  return parts;
}
