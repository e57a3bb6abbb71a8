import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { MessagingOptions } from '../options.ts';

export interface Child {
  /** SIGKILL, at any point; resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

/** Runs a service that hears another's steps in a process of its own. */
export async function startChild(options: MessagingOptions, hears: string): Promise<Child> {
  const { name, database, transport, kafka } = options;
  const script = join('libs', 'messaging', 'src', 'testing-service', 'child.ts');
  const given = JSON.stringify({ options: { name, database, transport, kafka }, hears });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-C', 'source', script, given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the child ended by itself');
    }),
  ]);
  return {
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
