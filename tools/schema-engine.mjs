#!/usr/bin/env node
// @ts-check
// Stand-in for Prisma's schema-engine binary, which Prisma would download: the same JSON-RPC over stdin and stdout, answered by the
// WebAssembly build of the same commit from npm. Prisma starts it by PRISMA_SCHEMA_ENGINE_BINARY (see tools/prisma.mjs).
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { Databases, connectionOf, offlineFactory, reach } from './schema-engine-database.mjs';

/** @typedef {{ id: unknown, method?: string, params?: any }} Call */

const panics = {
  message: '',
  /** @param {string} message */
  set_message(message) {
    this.message = `RuntimeError: ${message}`;
  },
};

async function loadEngine() {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  const url = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const engine = await import(url);
  const bytes = readFileSync(new URL('./schema_engine_bg.wasm', url));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  /** @type {() => void} */ (instance.exports.__wbindgen_start)();
  return engine;
}

/**
 * Ends as the binary does when it cannot go on: two log lines on stderr, which Prisma reads.
 * @param {string} code
 * @param {string} message
 * @returns {never}
 */
function fail(code, message) {
  const start = { level: 'INFO', fields: { message: 'start' }, target: 'schema_engine' };
  const fields = { message, error_code: code, is_panic: false };
  const error = { level: 'ERROR', target: 'schema_engine::logger', fields };
  process.stderr.write(`${JSON.stringify(start)}\n${JSON.stringify(error)}\n`);
  process.exit(1);
}
process.on('uncaughtException', (error) => fail('P0000', `${panics.message} ${error.stack ?? error}`));

const { values, positionals } = parseArgs({
  options: {
    datamodels: { type: 'string', short: 'd', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
  allowPositionals: true,
  strict: false,
});
const schemas = /** @type {string[]} */ (values.datamodels ?? []);
/** @type {{ url?: string, shadowDatabaseUrl?: string }} */
const source = JSON.parse(String(values.datasource ?? '{}'));

if (values.version) {
  console.log(`schema-engine-wasm ${(await loadEngine()).version()}`);
  process.exit(0);
}
if (positionals[0] === 'cli') {
  const problem = await reach(source.url ?? '', positionals[1] ?? '');
  if (problem) fail(problem.code, problem.message);
  process.exit(0);
}

const wasm = await loadEngine();
/** @type {any} the errors thrown inside the adapter, which the engine names by number */
let errors;
/** @param {any} factory */
const makeEngine = async (factory) => {
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  errors = bound.errorRegistry;
  const datamodels = schemas.length ? schemas.map((path) => [path, readFileSync(path, 'utf8')]) : undefined;
  return wasm.SchemaEngine.new({ datamodels }, () => undefined, bound);
};
/** @type {Promise<any> | undefined} */
let connected;
const onDatabase = () => {
  const main = connectionOf(source.url ?? 'postgresql://127.0.0.1:1/none');
  const shadow = source.shadowDatabaseUrl ? connectionOf(source.shadowDatabaseUrl) : undefined;
  return (connected ??= makeEngine(new Databases(main, shadow)));
};

/** @param {object} message */
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
let printed = 0;

/** @param {Call} call */
async function answer({ id, method, params }) {
  try {
    /** @param {{ tag?: string } | undefined} target */
    const isFile = (target) => target?.tag === 'empty' || target?.tag === 'schemaDatamodel';
    const offline = method === 'diff' && isFile(params.from) && isFile(params.to);
    const engine = await (offline ? makeEngine(offlineFactory) : onDatabase());
    const name = method === 'getDatabaseVersion' ? 'version' : method;
    let result = await engine[name ?? ''](params ?? {});
    if (name === 'diff' && result?.stdout != null) {
      // the binary prints through a call of its own
      send({ id: `print${++printed}`, method: 'print', params: { content: result.stdout.replace(/\n$/, '') } });
      result = { ...result, stdout: null };
    }
    send({ id, result: result ?? {} });
  } catch (caught) {
    let error = /** @type {any} */ (caught);
    const outside = /External error id#(\d+)/.exec(error?.message ?? '');
    if (outside) error = errors?.consumeError(Number(outside[1]))?.error ?? error;
    const panic = error?.name === 'RuntimeError';
    const data = { is_panic: panic, message: panic ? panics.message : String(error?.message ?? error), backtrace: null };
    const known = error?.code ? { error_code: error.code, meta: error.meta ?? {} } : {};
    const message = 'An error happened. Check the data field for details.';
    send({ id, error: { code: panic ? 4467 : 4466, message, data: { ...data, ...known } } });
  }
}

// one call after another, as the binary answers them
let queue = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    /** @type {Call} */
    const call = JSON.parse(line);
    if (call.method) queue = queue.then(() => answer(call));
  })
  .on('close', () => void queue.then(() => process.exit(0)));
