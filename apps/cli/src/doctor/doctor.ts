import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { checkBackups } from './backups.ts';
import { checkData } from './data.ts';
import { checkDatabase } from './database.ts';
import { checkKafka } from './kafka.ts';
import { checkMachine } from './machine.ts';
import { checkRules } from './rules.ts';
import { checkSettingsOf } from './settings.ts';

const MARK = { good: '✓', bad: '✗', note: '·' } as const;

/** Looks whether this machine and its settings can run Trillium, and says what to do where they cannot. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'look whether this machine and its settings can run Trillium',
  usage:
    'npm run trillium -- doctor [--data DIR]\n\nChecks Node, the data folder, settings, database, Kafka and the shipped rules. Changes nothing.',

  async run(args, { out }) {
    const data = dataOption(args);
    const findings = [
      ...checkMachine(process.version),
      ...checkData(data),
      ...checkSettingsOf(process.env),
      ...(await checkDatabase(process.env.DATABASE_URL, data)),
      ...(await checkKafka(process.env.KAFKA_BROKERS)),
      ...checkBackups(data, process.env),
      ...checkRules(),
    ];
    for (const { what, state, detail, remedy } of findings) {
      out(`${MARK[state]} ${what.padEnd(16)} ${detail}`);
      if (remedy) out(`${' '.repeat(19)}→ ${remedy}`);
    }
    const wrong = findings.filter(({ state }) => state === 'bad').length;
    out(wrong ? `\n${wrong} of ${findings.length} checks found something.` : `\nAll ${findings.length} checks are well.`);
    return wrong ? 1 : 0;
  },
};

function dataOption(args: readonly string[]): string {
  try {
    return parseArgs({ args: [...args], options: { data: { type: 'string', default: '.trillium' } } }).values.data;
  } catch (error) {
    throw new UsageError((error as Error).message, 'Call it as: npm run trillium -- doctor [--data DIR]');
  }
}
