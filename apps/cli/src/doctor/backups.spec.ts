import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBackups } from './backups.ts';

describe('what the doctor says of backups', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'trillium-doctor-'));
    mkdirSync(join(data, 'postgres'));
    writeFileSync(join(data, 'postgres/PG_VERSION'), '18');
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  it('is nothing before there is an installation, and a note before there is a backup', () => {
    expect(checkBackups(join(data, 'nowhere'), {})).toEqual([]);
    expect(checkBackups(data, {})).toMatchObject([{ state: 'note', detail: expect.stringContaining('backup --out') }]);
  });

  it.each([
    [1, 'good', '1 hour old'],
    [47, 'good', '47 hours old'],
    [100, 'bad', '4 days old'],
  ])('tells how old the last is: %i hours is %s', (hours, state, age) => {
    mkdirSync(join(data, 'backups'));
    const file = join(data, 'backups/trillium-20251006T090000Z.tar.gz');
    writeFileSync(file, '');
    const at = new Date('2025-10-06T09:00:00Z');
    utimesSync(file, at, at);
    const now = new Date(at.getTime() + hours * 3_600_000);
    expect(checkBackups(data, {}, now)).toMatchObject([{ state, detail: expect.stringContaining(age) }]);
  });
});
