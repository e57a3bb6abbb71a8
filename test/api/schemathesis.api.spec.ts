import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { schemathesisHere } from '#lib/testing';
import { loadRequests } from '#test/world';
import { upload } from '../scenario/run-demo.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';

/** Seconds for each who asks. */
const TIME = 45;
const SEED = 20251006;
const program = schemathesisHere();
if (!program) throw new Error('schemathesis is not installed: run `npm run schemathesis`, which installs it');
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Run {
  readonly calls: number;
  readonly faults: readonly string[];
  readonly output: string;
}

describe('the API, asked whatever its own document allows and forbids', () => {
  let folder: string;
  let cluster: Cluster;
  let document: OpenAPIObject;
  let libraries: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-api-'));
    cluster = await startCluster({});
    const { results } = await upload(cluster, loadRequests());
    libraries = Object.fromEntries(loadRequests().map((row, index) => [row['Library']!, results[index]!.requestId!]));
    document = await cluster.operator.get<OpenAPIObject>('/api/openapi.json');
  }, 300_000);
  afterAll(async () => {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** The document with an id that exists wherever a request's is asked for: else nearly everything ends at "there is no such". */
  const forLibrary = (library: string): string => {
    const known = structuredClone(document);
    for (const [path, item] of Object.entries(known.paths))
      for (const method of METHODS)
        for (const parameter of item[method]?.parameters ?? [])
          if ('name' in parameter && parameter.in === 'path' && parameter.name === 'id' && /\/requests\/\{id\}/.test(path))
            parameter.example = libraries[library];
    const file = join(folder, `${library}.json`);
    writeFileSync(file, JSON.stringify(known));
    return file;
  };

  const run = async (who: string, headers: Record<string, string>, file: string): Promise<Run> => {
    const events = join(folder, `${who}.ndjson`);
    const child = spawn(
      program,
      [
        'run',
        file,
        `--url=${cluster.url('intake')}`,
        `--seed=${SEED}`,
        `--max-time=${TIME}`,
        '--request-timeout=20',
        '--checks=not_a_server_error',
        '--phases=examples,coverage,fuzzing',
        '--max-examples=8',
        '--suppress-health-check=all',
        '--warnings=off',
        '--continue-on-failure',
        '--workers=2',
        '--report=ndjson',
        `--report-ndjson-path=${events}`,
        '--no-color',
        ...Object.entries(headers).map(([name, value]) => `--header=${name}: ${value}`),
      ],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PYTHONHASHSEED: '0' } },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const late = setTimeout(() => child.kill('SIGINT'), (TIME + 60) * 1000);
    await new Promise((done) => child.once('exit', done));
    clearTimeout(late);
    const calls = readFileSync(events, 'utf8').match(/"status_code"/g)?.length ?? 0;
    const faults = [...output.matchAll(/^\s*_{3,} (.+?) _{3,}$|^\s*\[(5\d\d)\].*$/gm)].map(([line]) => line.trim());
    return { calls, faults, output };
  };

  describe('as', () => {
    it.each([
      ['staff', ['staff', 'manager', 'library-admin', 'rules-author', 'rules-approver', 'accountant', 'supervisor'], 'TSU'],
      ['operator', ['operator'], 'LCC'],
      ['patron', ['patron'], 'HFC'],
    ] as const)(
      'never ends in a fault of the server’s: %s',
      async (who, roles, library) => {
        const token = await cluster.token(who === 'operator' ? 'consortium' : library, roles);
        const { calls, faults, output } = await run(
          who,
          { authorization: `Bearer ${token}`, ...(who === 'operator' && { 'x-library': library }) },
          forLibrary(library),
        );
        console.log(
          `${who}: ${calls} calls of ${Object.keys(document.paths).length} paths in ${TIME} s, ${faults.length} faults`,
        );
        expect([faults, faults.length ? output.slice(-6000) : '']).toEqual([[], '']);
        expect(calls).toBeGreaterThan(200);
        const server = [...cluster.programs.values()][0]!;
        expect(server.running).toBe(true);
      },
      (TIME + 90) * 1000,
    );
  });
});
