import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a program takes connections at the port; false when it ended before, or the time was up. @param within milliseconds */
export async function listens(port: number, child: ChildProcess, within: number): Promise<boolean> {
  for (let waited = 0; waited < within && child.exitCode === null; waited += 50) {
    const open = await new Promise<boolean>((answer) => {
      const socket = connect(port, '127.0.0.1', () => answer(true)).on('error', () => answer(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return true;
    await sleep(50);
  }
  return false;
}
