import { randomBytes } from 'node:crypto';
import { RUNNING } from './servers/choose.ts';

export interface TestKafka {
  readonly brokers: string[];
  /** A topic or group name nobody else in this run has. */
  name(prefix: string): string;
}

/**
 * The broker of this run.
 * @throws Error in a file that is not *.kafka.spec.ts.
 */
export function testKafka(): TestKafka {
  const address = process.env[RUNNING.Kafka];
  if (!address) throw new Error('There is no Kafka in this run: name the file *.kafka.spec.ts');
  return { brokers: address.split(','), name: (prefix) => `${prefix}.${randomBytes(6).toString('hex')}` };
}
