import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alive, startPostgres } from '#lib/service';
import { clearLeftovers, runFolder } from './leftovers.ts';

describe('what a killed run leaves behind', () => {
  const dead = (): number => spawnSync(process.execPath, ['--version']).pid;

  it('is ended and removed by the next', async () => {
    const folder = mkdtempSync(join(tmpdir(), `trillium-test-${dead()}-`));
    const { pid } = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
    clearLeftovers();
    expect(existsSync(folder)).toBe(false);
    for (let waited = 0; alive(pid) && waited < 5000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(alive(pid)).toBe(false);
  });

  it('does not cost another program its life that has got the same process id', () => {
    const folder = mkdtempSync(join(tmpdir(), `trillium-test-${dead()}-`));
    const other = spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    mkdirSync(join(folder, 'kafka'));
    writeFileSync(join(folder, 'kafka/broker.pid'), String(other.pid));
    clearLeftovers();
    expect(existsSync(folder)).toBe(false);
    expect(other.kill('SIGKILL')).toBe(true);
  });

  it('is left alone while its run goes on', () => {
    const folder = runFolder();
    clearLeftovers();
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
