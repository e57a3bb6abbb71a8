import { parseArgs } from 'node:util';

export interface Arguments {
  readonly port: number;
  /** The data folder. */
  readonly data: string;
  /** Throw away what the data folder holds. */
  readonly fresh: boolean;
  readonly demo: boolean;
  /** Take the demo's libraries away; the others stay. */
  readonly removeDemo: boolean;
}

/** Called wrongly; the message says how to call it. */
export class ArgumentError extends Error {}

export const USAGE = `npm start -- [--port 3000] [--data DIR] [--fresh] [--no-demo] [--remove-demo]

  --port N     where the console and the API listen (default: PORT, else 3000; 0 takes a free one)
  --data DIR   the folder for the database and everything kept (default: TRILLIUM_DATA_DIR, else ./.trillium)
  --fresh      delete what that folder holds and begin anew
  --no-demo    an empty installation with one operator, instead of the demo
  --remove-demo  delete the demo's libraries and go on with those invited beside them`;

/** @throws ArgumentError naming the argument and what it should be */
export function readArguments(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Arguments {
  let values: { port?: string; data?: string; fresh?: boolean; demo?: boolean; 'remove-demo'?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowNegative: true,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean' },
        demo: { type: 'boolean' },
        'remove-demo': { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new ArgumentError(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
  const text = values.port ?? env['PORT'] ?? '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new ArgumentError(`"${text}" is no port: give a number from 0 to 65535.\n\n${USAGE}`);
  return {
    port,
    data: values.data ?? env['TRILLIUM_DATA_DIR'] ?? '.trillium',
    fresh: values.fresh ?? false,
    demo: (values.demo ?? true) && !values['remove-demo'],
    removeDemo: values['remove-demo'] ?? false,
  };
}
