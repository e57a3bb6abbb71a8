// A service in a process of its own, to be killed by tests. Run by Node as it stands: no Nest, no decorators.
import type { MessagingOptions } from '../options.ts';
import { MessagingRuntime } from '../runtime.ts';
import { Database } from '../store/database.ts';
import { subscriptionsFor } from '../transport/subscriptions.ts';
import { stepped, takeStep, type Stepped } from './steps.ts';

const { options, hears } = JSON.parse(process.argv[2]!) as { options: MessagingOptions; hears: string };
const says = stepped(options.name);
const say = (message: string): void => console.error(`child ${options.name}: ${message}`);
const log = { log: say, warn: say, error: say };
const database = new Database({ service: options.name, ...options.database, log });
const runtime = new MessagingRuntime(
  database,
  { ...options, log },
  {
    subscriptions: subscriptionsFor([stepped(hears).type], [stepped(hears), says]),
    handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped, says),
    jobs: new Map(),
    deadlines: new Map(),
  },
);
await runtime.subscribe();
runtime.start();
console.log('started');
