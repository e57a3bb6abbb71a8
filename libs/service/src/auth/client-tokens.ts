import { createHash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { fetch } from 'undici';
import { reject, type Rejection } from '#lib/kernel';
import { HttpRejection, httpRejection } from '../http/rejections.ts';
import { guardedAgent } from '../outgoing/guard.ts';

/** Signatures that are taken: public keys only, so that what Trillium knows of a client signs nothing (RFC 8725 §3.1). */
export const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256'] as const;
/** Longest life of a token, in seconds: one is made for each request, and remembered so long. */
export const LONGEST = 600;
/** Seconds the clocks may differ. */
const SKEW = 30;
const FETCH = { time: 5000, size: 65_536 } as const;

/** A client's keys: pasted, or where they are. */
export interface ClientKeys {
  readonly jwks?: JSONWebKeySet | null;
  readonly url?: string | null;
}
export interface CheckedToken {
  /** What it is remembered by. */
  readonly hash: string;
  readonly expiresAt: Date;
}

const refused = (code: string, message: string, remedy: string): Error =>
  httpRejection(401, reject(`token-${code}`, message, { remedy }) satisfies Rejection);

/** Checks tokens that clients sign themselves (RFC 7519; claims as RFC 7523 §3 has them for client assertions). */
export class ClientTokens {
  readonly #audience: string[];
  readonly #sets = new Map<string, JWTVerifyGetKey>();

  /** @param audience what `aud` may name: this installation */
  constructor(audience: readonly string[]) {
    this.#audience = [...audience];
  }

  /**
   * Checks signature, issuer, audience and times. That it was not used before is for the caller to look up.
   * @throws HttpRejection that says which of them is wrong and what to do
   */
  async check(token: string, issuer: string, keys: ClientKeys): Promise<CheckedToken> {
    try {
      const { payload } = await jwtVerify(token, this.#keysOf(keys), {
        issuer,
        subject: issuer,
        audience: this.#audience,
        algorithms: [...ALGORITHMS],
        clockTolerance: SKEW,
        requiredClaims: ['exp', 'iat', 'jti'],
      });
      const { exp, iat, jti } = payload as { exp: number; iat: number; jti: unknown };
      if (exp - iat > LONGEST)
        throw refused('too-long', `The token lives longer than ${LONGEST / 60} minutes.`, 'Sign a new one for each request.');
      if (iat > Date.now() / 1000 + SKEW)
        throw refused('from-the-future', 'The token was signed in the future.', 'Set the client’s clock.');
      if (typeof jti !== 'string' || jti.length < 8 || jti.length > 200)
        throw refused('without-id', 'The token’s jti is no text of 8 to 200 characters.', 'Give each token a random jti.');
      const hash = createHash('sha256').update(jti).digest('base64url');
      return { hash, expiresAt: new Date((exp + SKEW) * 1000) };
    } catch (error) {
      throw inWords(error, this.#audience);
    }
  }

  #keysOf({ jwks, url }: ClientKeys): JWTVerifyGetKey {
    if (jwks) return createLocalJWKSet(jwks);
    if (!url) throw refused('without-keys', 'No keys are known of this client.', 'Give its JWKS or the address of it.');
    let set = this.#sets.get(url);
    if (!set) {
      set = createRemoteJWKSet(new URL(url), {
        timeoutDuration: FETCH.time,
        cacheMaxAge: 10 * 60_000,
        // an unknown kid makes it look again, but no flood of them makes it flood the client
        cooldownDuration: 30_000,
        [customFetch]: fetchKeys,
      });
      if (this.#sets.size >= 1000) this.#sets.clear();
      this.#sets.set(url, set);
    }
    return set;
  }
}

/** Keys are small, and nobody leads us elsewhere for them. */
async function fetchKeys(url: string, options: RequestInit): Promise<Response> {
  const { headers, signal } = options;
  const response = await fetch(url, {
    redirect: 'error',
    dispatcher: guardedAgent(),
    ...(headers && { headers: [...new Headers(headers)] }),
    ...(signal && { signal }),
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > FETCH.size) throw new Error(`the JWKS is larger than ${FETCH.size} bytes`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: [...response.headers] });
}

function inWords(error: unknown, audience: readonly string[]): Error {
  if (error instanceof errors.JWTExpired) return refused('expired', 'The token has expired.', 'Sign a new one for each request.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim } = error;
    if (claim === 'aud')
      return refused('not-for-us', 'The token is for somebody else.', `Let its aud be ${audience.join(' or ')}.`);
    if (claim === 'nbf') return refused('too-early', 'The token is not valid yet.', 'Set the client’s clock.');
    return refused('claims', `The token’s ${claim} is missing or wrong.`, 'It has to have iss, sub, aud, iat, exp and jti.');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return refused(
      'forged',
      'The token’s signature is wrong.',
      'Sign it with the private key to a public one in the client’s JWKS.',
    );
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refused(
      'unknown-key',
      'The key the token was signed with is not in the client’s JWKS.',
      'Add it there, with its kid.',
    );
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused('algorithm', 'The token is signed in a way that is not taken.', `Sign it with ${ALGORITHMS.join(', ')}.`);
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid || error instanceof errors.JOSENotSupported)
    return refused('malformed', 'This is no signed JSON Web Token.', 'Send header, claims and signature as RFC 7519 has them.');
  if (error instanceof HttpRejection) return error;
  return refused('keys-unreachable', 'The client’s JWKS could not be read.', 'See that its address answers with a JWKS.');
}
