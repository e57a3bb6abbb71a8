import { spawn, spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../../../service/src/database/embedded-postgres.ts';
import { withFolderLock } from '../../../service/src/folder-lock.ts';
import { listens } from './listens.ts';

const KAFKA = '4.4.0';
/** Fixed: a random one that begins with `-` breaks the format command. */
const CLUSTER_ID = 'TrilliumTestsKafka0001';
const JVM = [
  '-Xms64m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** Where the broker's jars and a formatted log folder are kept between runs. */
const home = (): string => resolve('.cache/kafka', KAFKA);
const jars = (): string => join(home(), 'jars');

export interface LocalKafka {
  readonly brokers: readonly string[];
  readonly pid: number;
  stop(): Promise<void>;
  /** Ends it without a word (SIGKILL), for tests of what then happens. */
  kill(): Promise<void>;
}

/** Says why Kafka cannot run here as a local process; fetches its jars (43 MB, once) where they are not kept yet. */
export async function localKafkaProbe(): Promise<string | undefined> {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(java.stderr ?? '')?.[1];
  if (java.error || !version) return 'Java is not installed';
  if (Number(version) < 17) return `Java is ${version}, and Kafka ${KAFKA} needs 17 or newer`;
  if (existsSync(join(home(), 'complete'))) return undefined;
  const maven = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';
  if (spawnSync(maven, ['-version'], { shell: process.platform === 'win32' }).status !== 0)
    return 'Maven, which fetches Kafka, is not installed';
  return withFolderLock(resolve('.cache/kafka.lock'), async () =>
    existsSync(join(home(), 'complete')) ? undefined : fetchJars(maven),
  );
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>trillium.tests</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
  <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA}</version></dependency>
  <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
</dependencies></project>
`;

function fetchJars(maven: string): string | undefined {
  console.log(`Fetching Apache Kafka ${KAFKA} for tests (43 MB, once) …`);
  mkdirSync(home(), { recursive: true });
  writeFileSync(join(home(), 'pom.xml'), POM);
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
  const { status, stdout } = spawnSync(maven, ['-q', '-B', goal, `-DoutputDirectory=${jars()}`], {
    cwd: home(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) return `Maven could not fetch Kafka: ${stdout.trim().split('\n')[0]}`;
  writeFileSync(join(home(), 'complete'), KAFKA);
  return undefined;
}

/** The class path as a wildcard, which Java itself expands. */
const classPath = (): string => join(jars(), '*');

const settings = (folder: string, broker: number, controller: number): string => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${broker}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(folder, 'logs').replaceAll('\\', '/')}
num.partitions=1
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=2097152
log.cleaner.threads=1
num.network.threads=1
num.io.threads=2
background.threads=2
`;

/** A formatted log folder, made once (2 s) and copied: static voters, so it holds no port. */
async function formatted(target: string): Promise<void> {
  const kept = join(home(), 'formatted');
  await withFolderLock(resolve('.cache/kafka.lock'), async () => {
    if (existsSync(kept)) return;
    const draft = `${kept}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    const file = join(draft, 'format.properties');
    writeFileSync(file, settings(draft, 1, 2));
    const made = spawnSync(
      'java',
      [...JVM, '-cp', classPath(), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', file],
      {
        encoding: 'utf8',
      },
    );
    if (made.status !== 0) throw new Error(`Kafka's log folder could not be formatted: ${made.stderr || made.stdout}`);
    renameSync(draft, kept);
  });
  cpSync(join(kept, 'logs'), target, { recursive: true });
}

/**
 * Starts a KRaft broker (broker and controller in one) on `folder`, fresh or as it was left; ready when it answers.
 * @throws Error with the broker's last log lines when it does not start.
 */
export async function startLocalKafka(folder: string, { port }: { port?: number } = {}): Promise<LocalKafka> {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'broker.log');
  const file = join(folder, 'server.properties');
  if (!existsSync(join(folder, 'logs'))) await formatted(join(folder, 'logs'));
  for (let attempt = 1; ; attempt += 1) {
    const broker = port ?? (await freePort());
    writeFileSync(file, settings(folder, broker, await freePort()));
    const output = openSync(log, 'a');
    const archive = join(home(), 'classes.jsa');
    // the first run leaves its classes behind, loaded and checked: later ones start in half the time
    const share = [existsSync(archive) ? `-XX:SharedArchiveFile=${archive}` : `-XX:ArchiveClassesAtExit=${archive}`];
    const child = spawn('java', [...JVM, '-Xshare:auto', ...share, '-cp', classPath(), 'kafka.Kafka', file], {
      stdio: ['ignore', output, output],
      detached: true,
    });
    closeSync(output);
    child.unref();
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    writeFileSync(join(folder, 'broker.pid'), String(child.pid));
    // which it does once it is registered and caught up
    if (await listens(broker, child, 60_000)) {
      const end = async (signal: NodeJS.Signals): Promise<void> => {
        child.ref();
        child.kill(signal);
        await ended;
      };
      return { brokers: [`127.0.0.1:${broker}`], pid: child.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
    }
    // a port taken between finding and binding it passes
    if (attempt === 3) throw new Error(`Kafka did not start:\n${readFileSync(log, 'utf8').slice(-1500)}`);
  }
}
