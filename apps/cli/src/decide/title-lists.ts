import { readFileSync } from 'node:fs';
import { type Providers, titleListProvider } from '../../../sourcing/src/offline/index.ts';
import { UsageError } from '../command.ts';

/** What each library licenses, by its symbol. */
export type TitleLists = ReadonlyMap<string, NonNullable<Providers['licenses']>>;

/**
 * Reads KBART files named as `LIST.tsv` (of `library`) or `SYMBOL=LIST.tsv`.
 * @throws UsageError naming the file and what is wrong with it
 */
export function readTitleLists(named: readonly string[], library?: string): TitleLists {
  const lists = new Map<string, NonNullable<Providers['licenses']>>();
  for (const name of named) {
    const [, symbol = library, file = name] = /^([A-Z][A-Z0-9-]{1,15})=(.+)$/.exec(name) ?? [];
    // one library's list must not promise access to another's patrons
    if (!symbol)
      throw new UsageError(`It is not said whose title list ${file} is.`, 'Write --licenses LCC=LIST.tsv, or add --library LCC');
    if (lists.has(symbol))
      throw new UsageError(
        `There are two title lists for ${symbol}.`,
        'Join them, or name the library before each: LCC=LIST.tsv',
      );
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      throw new UsageError(`The title list ${file} cannot be read: ${(error as Error).message}`, 'Name a file that is there');
    }
    const read = titleListProvider(bytes);
    if (!read.ok)
      throw new UsageError(`${file}: ${read.error.message}`, read.error.remedy ?? 'Give a list in KBART (tab-separated)');
    lists.set(symbol, read.value);
  }
  return lists;
}
