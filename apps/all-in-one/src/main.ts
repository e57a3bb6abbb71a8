import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failToStart, folderOwner, runServices, Sessions, stopOnSignals, type Running } from '#lib/service';
import { ArgumentError, readArguments, type Arguments } from './arguments.ts';
import { Demo } from './demo/demo.ts';
import { demoRoutes } from './demo/http.ts';
import { removeDemo } from './demo/remove.ts';
import { firstOperator, operatorAnew } from './first-operator.ts';
import { clearFolder, readInstallation, type SignIn, writeInstallation } from './installation.ts';
import { startPracticeWorld } from './practice-world.ts';
import { scheduled } from './scheduled.ts';
import { ALL_SERVICES } from './services.ts';
import { welcome } from './welcome.ts';
import { MailListener } from '../../directory/src/adapters/mail-in/mail-listener.ts';

/** Runs everything in this process: the services, an embedded PostgreSQL where no other is named, and the demo. */
async function main(): Promise<void> {
  const { port, data, fresh, demo: wanted, removeDemo: removing } = readArguments(process.argv.slice(2), process.env);
  const folder = resolve(data);
  if (fresh) await clearFolder(folder);
  if (removing) await takeDemoAway(folder);
  const known = readInstallation(folder);
  if (known && known.demo !== wanted) throw new ArgumentError(mismatch(folder, known.demo));

  const demo = wanted ? await Demo.start(folder) : undefined;
  // an installation of somebody's own has the outside for practice copies beside it, unless it is told where another one is
  const practice = demo || process.env['TRILLIUM_PRACTICE_URL'] ? undefined : await startPracticeWorld(folder, process.env);
  const environment = {
    ...process.env,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    PORT: String(port),
    TRILLIUM_DATA_DIR: folder,
    ...demo?.environment,
    ...practice?.environment,
  };
  let running: Running | undefined;
  try {
    running = await runServices(ALL_SERVICES, {
      environment,
      embedded: true,
      console: true,
      ...(demo && { extra: demoRoutes(demo.clock, () => running!.get('directory', Sessions)) }),
    });
    const backups = scheduled(running, wanted);
    stopOnSignals(
      async () => {
        console.log('\nStopping …');
        await backups?.stop();
        demo?.rest();
        await running!.close();
        await demo?.stop();
        await practice?.world.close();
      },
      () => console.log('Stopped.'),
    );
    practice?.world.state.setCallback(`http://127.0.0.1:${running.port}/iso18626`);
    const people = await signIns(running, demo, folder, removing, practice?.port);
    console.log(welcome(running.url, wanted, people, demo?.mails, running.get('directory', MailListener).port));
  } catch (error) {
    await demo?.stop();
    await practice?.world.close();
    await running?.close();
    throw error;
  }
}

async function signIns(
  running: Running,
  demo: Demo | undefined,
  folder: string,
  removed: boolean,
  practicePort: number | undefined,
): Promise<readonly SignIn[]> {
  if (demo) return demo.begin(running);
  const port = practicePort ?? readInstallation(folder)?.practicePort;
  writeInstallation(folder, { demo: false, ...(port !== undefined && { practicePort: port }) });
  const operator = removed ? await operatorAnew(running) : await firstOperator(running);
  return operator ? [operator] : [];
}

/** @throws ArgumentError where the folder holds no demo */
async function takeDemoAway(folder: string): Promise<void> {
  if (!readInstallation(folder)?.demo) throw new ArgumentError(`${folder} holds no demo. Start without --remove-demo.`);
  const pid = folderOwner(folder);
  if (pid) throw new ArgumentError(`Trillium runs on ${folder} (process ${pid}). Stop it first.`);
  const rows = await removeDemo(folder, process.env['DATABASE_URL']);
  writeInstallation(folder, { demo: false });
  rmSync(join(folder, 'world.jsonl'), { force: true });
  console.log(`The demo's libraries are gone (${rows} rows). What you set up beside them is there.`);
}

const mismatch = (folder: Arguments['data'], demo: boolean): string =>
  demo
    ? `${folder} holds the demo. To go on without it, with the libraries you invited beside it: --remove-demo. For an empty installation give another folder (--data DIR), or begin anew (--fresh --no-demo).`
    : `${folder} holds an installation of your own, into which the demo is not mixed. Start with --no-demo, or give another folder (--data DIR).`;

try {
  await main();
} catch (error) {
  if (error instanceof ArgumentError) {
    console.error(error.message);
    process.exit(2);
  }
  failToStart(error);
}
