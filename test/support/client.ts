/** What came back and what had been asked, when an answer was not the one expected. */
export class AnswerError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(method: string, path: string, status: number, body: unknown) {
    super(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** Speaks to a running Trillium as a program does: JSON, signed in by a bearer token. `base` may differ by path (one process a service). */
export class TrilliumClient {
  readonly #base: (path: string) => string;
  #token: string | undefined;
  readonly library: string | undefined;

  constructor(base: string | ((path: string) => string), token?: string, library?: string) {
    this.#base = typeof base === 'string' ? () => base : base;
    this.#token = token;
    this.library = library;
  }

  /** @throws AnswerError when refused */
  async signIn(library: string, username: string, password: string): Promise<void> {
    const response = await this.raw('POST', '/api/directory/session', { library, username, password });
    if (!response.ok) throw new AnswerError('POST', '/api/directory/session', response.status, await bodyOf(response));
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('trillium_session='));
    this.#token = cookie?.split(';')[0]!.slice('trillium_session='.length);
  }

  /** The same person, acting for a library (operators only). */
  at(library: string): TrilliumClient {
    return new TrilliumClient(this.#base, this.#token, library);
  }

  raw(method: string, path: string, payload?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const plain = typeof payload === 'string' || payload instanceof Uint8Array || payload instanceof FormData;
    return fetch(this.#base(path) + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(payload !== undefined && !plain && { 'content-type': 'application/json' }),
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...(this.library && { 'x-library': this.library }),
        ...headers,
      },
      ...(payload !== undefined && { body: plain ? (payload as BodyInit) : JSON.stringify(payload) }),
      signal: AbortSignal.timeout(30_000),
    });
  }

  async #json<T>(method: string, path: string, payload?: unknown, headers?: Record<string, string>): Promise<T> {
    const response = await this.raw(method, path, payload, headers);
    const answer = await bodyOf(response);
    if (!response.ok) throw new AnswerError(method, path, response.status, answer);
    return answer as T;
  }
  /** Asks again where the server is busy or the connection breaks, as a browser does: reading changes nothing. */
  async get<T>(path: string): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#json<T>('GET', path);
      } catch (error) {
        const passing = error instanceof AnswerError ? error.status === 503 : true;
        if (!passing || tries === 5) throw error;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }
  post<T>(path: string, payload?: unknown, headers?: Record<string, string>): Promise<T> {
    return this.#json('POST', path, payload ?? {}, headers);
  }
  put<T>(path: string, payload: unknown, headers?: Record<string, string>): Promise<T> {
    return this.#json('PUT', path, payload, headers);
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Asks again until the answer is not undefined. @throws Error naming what was waited for, with the last error seen. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, within = 60_000, every = 100): Promise<T> {
  const end = Date.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${within / 1000} s in vain: ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
