import { jwtVerify, SignJWT } from 'jose';
import { CurrentUser, upcastRoles } from '#lib/contracts';

export const COOKIE = 'trillium_session';
const ISSUER = 'trillium';
/** A working day: whoever signs in at eight is still signed in at closing time. */
const HOURS = 12;

/** How a session began. */
export interface SessionStart {
  readonly epoch?: number;
  readonly by?: string | undefined;
}
export interface OpenSession {
  readonly user: CurrentUser;
  readonly epoch: number;
  readonly by?: string;
}

interface Known {
  readonly session: OpenSession;
  /** Seconds since 1970. */
  readonly expires: number;
}
/** Sessions remembered at most, per process: then all are checked anew. */
const MOST_KNOWN = 2000;

/** What is needed of a response to set a cookie (Express has it). */
interface CookieResponse {
  cookie(name: string, value: string, options: object): unknown;
  clearCookie(name: string, options: object): unknown;
}

/** Issues, carries and reads sessions: HS256 JSON Web Tokens (RFC 7519) in a cookie, or as `Authorization: Bearer`. */
export class Sessions {
  readonly #key: Uint8Array;
  // a signature that was right stays right: a token is checked once, and its time each time
  readonly #known = new Map<string, Known>();
  readonly #name: string;
  readonly #cookie: { httpOnly: true; sameSite: 'strict'; secure: boolean; path: '/' };

  /** @param secure whether people come over https, so that the cookie must never travel otherwise */
  constructor(secret: string, secure: boolean) {
    this.#key = new TextEncoder().encode(secret);
    // RFC 6265bis §4.1.3.2: no other host, a neighbour's sub-domain included, can set a cookie of this name, nor can it come without TLS
    this.#name = secure ? `__Host-${COOKIE}` : COOKIE;
    this.#cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/' };
  }

  /**
   * A signed session, good for twelve hours of real time.
   * @param epoch the account's, see SessionEpochs: the session is over once it is raised
   * @param by how the person showed who they are, where it was not by a password of ours
   */
  issue({ sub, tenant, roles, patronRef, branch }: CurrentUser, { epoch = 0, by }: SessionStart = {}): Promise<string> {
    return new SignJWT({
      tenant,
      roles,
      ...(patronRef ? { patronRef } : {}),
      ...(branch ? { branch } : {}),
      ...(epoch && { epoch }),
      ...(by && { by }),
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${HOURS}h`)
      .sign(this.#key);
  }

  /** Who it is, or undefined when it is forged, expired or not of this kind. */
  async read(token: string): Promise<CurrentUser | undefined> {
    return (await this.open(token))?.user;
  }

  /** The same with how it began. Whether its account has ended it is for the caller to look up. */
  async open(token: string): Promise<OpenSession | undefined> {
    const known = this.#known.get(token);
    // as RFC 7519 §4.1.4 has it: not on or after that second
    if (known && known.expires > Math.floor(Date.now() / 1000)) return known.session;
    const checked = await this.#check(token);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    if (checked) this.#known.set(token, checked);
    return checked?.session;
  }

  async #check(token: string): Promise<Known | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        requiredClaims: ['sub', 'exp'],
      });
      const { sub, tenant, roles, patronRef, branch, epoch, by } = payload;
      if (!Array.isArray(roles)) return undefined;
      const user = CurrentUser.parse({
        sub,
        tenant,
        roles: upcastRoles(roles),
        ...(patronRef === undefined ? {} : { patronRef }),
        ...(branch === undefined ? {} : { branch }),
      });
      const session = { user, epoch: typeof epoch === 'number' ? epoch : 0, ...(typeof by === 'string' && { by }) };
      return { session, expires: payload.exp! };
    } catch {
      return undefined;
    }
  }

  setCookie(response: CookieResponse, token: string): void {
    response.cookie(this.#name, token, { ...this.#cookie, maxAge: HOURS * 3_600_000 });
  }

  clearCookie(response: CookieResponse): void {
    response.clearCookie(this.#name, this.#cookie);
  }

  /** The session in a `Cookie` header. */
  tokenIn(header: string | undefined): string | undefined {
    return cookieIn(header, this.#name);
  }
}

/** The cookie's value in a `Cookie` header (RFC 6265 §4.2.1). */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}
