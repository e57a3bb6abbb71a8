import { join } from 'node:path';
import { Sessions, type Running } from '#lib/service';
import type { Role } from '#lib/contracts';
import { startWorld, type World } from '#test/world';
import { People } from '#test/world';
import { SeedInstallation } from '../../../directory/src/app/seed-installation.ts';
import { readInstallation, type SignIn, writeInstallation } from '../installation.ts';
import { practiceKey } from '../practice-world.ts';
import { bringLibrariesData, type Send } from './bring.ts';
import { demoInstallation } from './installation-data.ts';
import { DemoClock, FIRST_PACE } from './pace.ts';
import { worldSettings } from './world-settings.ts';

/** How often the simulated people look at their worklists, in real milliseconds. */
const ROUND = 1000;
/** Their sessions last twelve hours. */
const NEW_SESSIONS = 6 * 3_600_000;

/** The demo beside Trillium: the simulated world, its people, its clock. */
export class Demo {
  readonly clock: DemoClock;
  readonly #world: World;
  readonly #folder: string;
  readonly #key: string;
  #people: People | undefined;
  #renewal: NodeJS.Timeout | undefined;

  private constructor(world: World, folder: string, key: string) {
    this.#key = key;
    this.#world = world;
    this.#folder = folder;
    this.clock = new DemoClock(world.url);
  }

  /** Starts the world where it stopped, at the address that the database knows it by. */
  static async start(folder: string): Promise<Demo> {
    const known = readInstallation(folder);
    const key = practiceKey();
    const open = (port: number): Promise<World> =>
      startWorld({
        port,
        mailPort: known?.mailPort ?? 0,
        clock: { rate: FIRST_PACE },
        journalFile: join(folder, 'world.jsonl'),
        key,
        strangers: true,
      });
    let world: World;
    try {
      world = await open(known?.worldPort ?? 0);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
      throw new Error(
        `A port of the simulated world, ${known?.worldPort} or ${known?.mailPort}, is taken. Stop what listens there, or begin anew with --fresh.`,
        {
          cause,
        },
      );
    }
    return new Demo(world, folder, key);
  }

  /** Where one reads the mails that the demo's patrons get. */
  get mails(): string {
    return `${this.#world.url}/mail`;
  }

  /** Where the services find the outside. */
  get environment(): Record<string, string> {
    // practice copies of the demo's libraries are played by the same world
    const { url } = this.#world;
    // answers by mail are taken at a free port, which the log names
    const mailIn = { TRILLIUM_MAIL_IN_ADDRESS: 'reply@trillium.example', TRILLIUM_MAIL_IN_PORT: '0' };
    return { ...worldSettings(url), ...mailIn, TRILLIUM_PRACTICE_URL: url, TRILLIUM_PRACTICE_KEY: this.#key };
  }

  /** Fills the installation at its first start, then lets people and clock go. @returns the demo's sign-ins */
  async begin(running: Running): Promise<readonly SignIn[]> {
    this.#world.state.setCallback(`http://127.0.0.1:${running.port}/iso18626`);
    const known = readInstallation(this.#folder);
    let signIns = known?.signIns ?? [];
    if (!known?.loaded) {
      const { data } = this.#world.state;
      const seeded = await running
        .get('directory', SeedInstallation)
        .execute(demoInstallation(data, this.#world.url, this.#world.mail));
      signIns = [
        ...signIns,
        ...seeded.signIns.map(({ library, username, password, displayName }) => ({
          library,
          username,
          password,
          what: displayName,
        })),
      ];
      const worldPort = Number(new URL(this.#world.url).port);
      const mailPort = Number(new URL(this.#world.mail).port);
      // kept before the rest is brought: the passwords are made only once
      writeInstallation(this.#folder, { demo: true, worldPort, mailPort, signIns, loaded: false });
      await bringLibrariesData(data, this.#sender(running));
      writeInstallation(this.#folder, { demo: true, worldPort, mailPort, signIns, loaded: true });
    }
    await this.#employ(running);
    await this.clock.begin();
    return signIns;
  }

  /** Sends the people home and leaves the clock alone; the world answers on, as the services still need it. */
  rest(): void {
    clearInterval(this.#renewal);
    this.#people?.stop();
    this.clock.stop();
  }

  async stop(): Promise<void> {
    this.rest();
    await this.#world.close();
  }

  #sender(running: Running): Send {
    return async (library, method, path, body, type) => {
      const token = await this.#token(running, library, ['staff', 'accountant']);
      const response = await fetch(`http://127.0.0.1:${running.port}${path}`, {
        method,
        // oxlint-disable-next-line unicorn/no-invalid-fetch-options -- PUT or POST, says the type
        body,
        headers: { 'content-type': type, authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(30_000),
      });
      if (!response.ok) throw new Error(`${method} ${path} for ${library} answered ${response.status}: ${await response.text()}`);
    };
  }

  #token(running: Running, tenant: string, roles: Role[]): Promise<string> {
    return running.get('directory', Sessions).issue({ sub: 'demo', tenant, roles });
  }

  async #employ(running: Running): Promise<void> {
    const members = this.#world.state.data.libraries.filter(({ role }) => role === 'member');
    const take = async (): Promise<void> => {
      const desks = await Promise.all(
        members.map(async ({ symbol }) => ({
          library: symbol,
          headers: { authorization: `Bearer ${await this.#token(running, symbol, ['staff'])}` },
        })),
      );
      this.#people?.stop();
      this.#people = new People({ trillium: `http://127.0.0.1:${running.port}`, world: this.#world.url, desks });
      this.#people.start(ROUND);
    };
    await take();
    this.#renewal = setInterval(() => void take(), NEW_SESSIONS).unref();
  }
}
