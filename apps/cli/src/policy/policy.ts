import { parseArgs } from 'node:util';
import { suggestion } from '#lib/kernel';
import { type Command, UsageError } from '../command.ts';
import { check, coverage, diff, explain, test } from './deeds.ts';

const USAGE = `npm run trillium -- policy check FILE…                     sound, with the cases beside it? every fault with file:line:column
npm run trillium -- policy test FILE…                      do all cases come out as they say?
npm run trillium -- policy coverage FILE…                  which rules and conditions do the cases cover?
npm run trillium -- policy explain FILE --case NAME        why a case comes out so, and what would have had to differ
npm run trillium -- policy explain FILE --facts FACTS.json the same for {"facts": {…}}, written as in a case
npm run trillium -- policy diff OLD NEW                    what differs, in sentences, and which cases are decided otherwise

FILE is a policy such as rules/sourcing.json; its cases stand beside it, in rules/sourcing.cases.json.
Exit code: 0 nothing found, 1 faults, failed cases, something not covered, or a difference; 2 wrong use.
Not yet: policy backtest (deciding past requests again by another policy).`;
const DEEDS = ['check', 'test', 'coverage', 'explain', 'diff'] as const;

/** Checks, tries and compares policies without a server. */
export const policy: Command = {
  name: 'policy',
  summary: 'check, test, explain and compare policies',
  usage: USAGE,

  async run(args, streams) {
    const { values, positionals } = parsed(args);
    const [deed, ...files] = positionals;
    if (deed === 'backtest')
      throw new UsageError('"policy backtest" is not there yet.', 'Use: policy diff OLD NEW, over the cases');
    if (!DEEDS.includes(deed as never))
      throw new UsageError(
        deed ? `There is no "policy ${deed}".` : 'Say what to do with the policy.',
        suggestion(deed ?? '', DEEDS),
      );
    if (!files.length)
      throw new UsageError('Name the file of the policy.', `npm run trillium -- policy ${deed} rules/sourcing.json`);
    if (deed === 'diff') {
      const [before, after, ...more] = files;
      if (!after || more.length) throw new UsageError('Two policies are compared.', 'npm run trillium -- policy diff OLD NEW');
      return diff(before!, after, streams);
    }
    if (deed === 'explain') {
      if (files.length > 1 || (values.case === undefined) === (values.facts === undefined))
        throw new UsageError(
          files.length > 1 ? 'One policy at a time.' : 'Say what to explain: a case, or facts.',
          'npm run trillium -- policy explain FILE --case NAME, or --facts FACTS.json',
        );
      return explain(files[0]!, values, streams);
    }
    return { check, test, coverage }[deed as 'check' | 'test' | 'coverage'](files, streams);
  },
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { case: { type: 'string' }, facts: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, 'npm run trillium -- policy --help');
  }
}
