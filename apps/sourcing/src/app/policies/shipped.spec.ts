import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#lib/service';
import { checkContent, summary } from './content.ts';
import { readShipped } from './shipped.ts';

describe('the shipped policies', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-rules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are read with the cases beside them, each under its hash, and are fit to go live', async () => {
    const shipped = await readShipped(join(projectRoot(), 'rules'));
    const sourcing = shipped.find(({ kind }) => kind === 'sourcing')!;
    expect(sourcing.content.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(sourcing.content.rules).toBeGreaterThan(25);
    for (const { content, kind } of shipped)
      expect([kind, summary(await checkContent(content))]).toEqual([
        kind,
        { hash: content.hash, faults: [], cases: expect.any(Number), failing: [] },
      ]);
  });

  it('stop the boot where one is wrong, with file, line and remedy of every fault', async () => {
    writeFileSync(join(folder, 'sourcing.json'), '{\n "name": "sourcing",\n "decides": "sorcing"\n}');
    await expect(readShipped(folder)).rejects.toThrow(
      /sourcing\.json has \d fault\(s\):\n {2}.*line 3, \$\.decides: .*Did you mean "sourcing"\?/s,
    );
  });

  it('stop the boot where there are none', async () => {
    await expect(readShipped(folder)).rejects.toThrow(/cannot be read: .*sourcing\.json \(setting RULES_FOLDER\)/);
    await expect(readShipped(join(folder, 'nowhere'))).rejects.toThrow(/cannot be read: .*nowhere \(setting RULES_FOLDER\)/);
  });

  it('may come without cases, and what the folder leaves out is as the software ships it', async () => {
    copyFileSync(join(projectRoot(), 'rules/sourcing.json'), join(folder, 'sourcing.json'));
    const shipped = await readShipped(folder);
    expect(shipped.find(({ kind }) => kind === 'sourcing')!.content.cases).toBe('');
    const copyright = shipped.find(({ kind }) => kind === 'copyright')!;
    expect([copyright.file, copyright.content.cases === '']).toEqual([join(projectRoot(), 'rules/copyright.json'), false]);
  });
});
