import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#lib/service';
import { LivePolicy, loadPolicy } from './live-policy.ts';
import type { SourcingConfig } from '../config.ts';

describe('the policy at start', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-rules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the shipped one, by its hash', async () => {
    copyFileSync(join(projectRoot(), 'rules/sourcing.json'), join(folder, 'sourcing.json'));
    const { hash, rules } = await loadPolicy(folder);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(rules.length).toBeGreaterThan(25);
    expect((await loadPolicy(join(projectRoot(), 'rules'))).hash).toBe(hash);
  });

  it('stops the boot where it is wrong, with file, line and remedy of every fault', async () => {
    writeFileSync(join(folder, 'sourcing.json'), '{\n "name": "sourcing",\n "decides": "sorcing"\n}');
    const policy = new LivePolicy({ RULES_FOLDER: folder } as SourcingConfig);
    await expect(policy.onModuleInit()).rejects.toThrow(
      /sourcing\.json has \d fault\(s\):\n {2}.*line 3, \$\.decides: .*Did you mean "sourcing"\?/s,
    );
  });

  it('stops the boot where there is none', async () => {
    await expect(loadPolicy(folder)).rejects.toThrow(/cannot be read: .*sourcing\.json \(setting RULES_FOLDER\)/);
  });
});
