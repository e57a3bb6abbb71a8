/** Where a Z39.50 server is: `z3950://host:210/Database`; `z3950s://` with TLS. */
export interface Z3950Place {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly tls: boolean;
}

/** The port IANA has for Z39.50; TLS has none of its own. */
const PORT = 210;

/** @throws TypeError for what is no address, RangeError where it names no database */
export function z3950Place(address: string): Z3950Place {
  const url = new URL(address);
  const database = decodeURIComponent(url.pathname.replace(/^\/+/, ''));
  if (!/^[\w.+-]+(\/[\w.+-]+)*$/.test(database)) throw new RangeError(`${address} names no database`);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || PORT,
    database,
    tls: url.protocol === 'z3950s:',
  };
}
