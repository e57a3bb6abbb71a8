import { LibrarySystems, Sip2Failure, type Sip2Patron, type Sip2System } from '../library-system.port.ts';
import { Sip2Connection, LIMITS, type Sip2Limits } from './connection.ts';
import { sip2Date } from './message.ts';
import { readPatron } from './patron.ts';

/** What a library system says of itself (98). */
export interface Sip2About {
  readonly version: string;
  readonly online: boolean;
  readonly library?: string | undefined;
  /** BX at position 10: whether it answers Patron Information; undefined where it does not say. */
  readonly patronInformation?: boolean | undefined;
}

/** 001 is English; the screen messages in it are read by nobody. */
const LANGUAGE = '001';
const NO_SUMMARY = ' '.repeat(10);

/** Asks a library's system about its patrons by 3M SIP2 2.00. Each conversation has a connection of its own; nothing of it is kept. */
export class Sip2 extends LibrarySystems {
  readonly #limits: Sip2Limits;
  readonly #now: () => Date;

  /** @param now real time, as the library system has it too */
  constructor(limits: Sip2Limits = LIMITS, now: () => Date = () => new Date()) {
    super();
    this.#limits = limits;
    this.#now = now;
  }

  /** Signs the terminal in and asks how the library system is. @throws Sip2Failure */
  about(system: Sip2System): Promise<Sip2About> {
    return this.#talk(system, (connection) => this.#about(connection));
  }

  /**
   * The patron of a card.
   * @param pin checked where it is given; without one the library system is asked about the patron only
   * @throws Sip2Failure
   */
  patron(system: Sip2System, card: string, pin?: string): Promise<Sip2Patron> {
    return this.#talk(system, async (connection) => {
      const { patronInformation } = await this.#about(connection);
      const fields = [
        ['AO', system.institution],
        ['AA', card],
        ['AC', ''],
        ['AD', pin ?? ''],
      ] as const;
      const date = sip2Date(this.#now());
      const answer =
        patronInformation === false
          ? await connection.ask('23', `${LANGUAGE}${date}`, fields, '24')
          : await connection.ask('63', `${LANGUAGE}${date}${NO_SUMMARY}`, fields, '64');
      return readPatron(answer);
    });
  }

  async #talk<T>(system: Sip2System, talk: (connection: Sip2Connection) => Promise<T>): Promise<T> {
    const connection = await Sip2Connection.open(system, this.#limits);
    try {
      if (system.terminal) await signIn(connection, system);
      return await talk(connection);
    } finally {
      connection.close();
    }
  }

  async #about(connection: Sip2Connection): Promise<Sip2About> {
    const { fixed, fields } = await connection.ask('99', '00802.00', [], '98');
    const supported = fields.get('BX')?.[10];
    return {
      version: fixed.slice(30, 34),
      online: fixed[0] === 'Y',
      library: fields.get('AM') || undefined,
      patronInformation: supported === undefined ? undefined : supported === 'Y',
    };
  }
}

async function signIn(connection: Sip2Connection, { terminal, location }: Sip2System): Promise<void> {
  const fields = [['CN', terminal!.user], ['CO', terminal!.password], ...(location ? [['CP', location] as const] : [])] as const;
  // both algorithms 0: neither name nor password is encrypted, which is why TLS is offered
  const { fixed } = await connection.ask('93', '00', fields, '94');
  if (fixed !== '1') throw new Sip2Failure('refused-terminal', 'The library system refused the terminal’s name and password.');
}
