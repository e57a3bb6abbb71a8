import type { Batch, RequestSummary, Task } from '#lib/contracts';
import { People, requestsFile, type Deed } from '#test/world';
import { tasks } from '../scenario/run-demo.ts';
import { AnswerError } from '../support/client.ts';
import type { Cluster } from '../support/cluster.ts';
import type { Acknowledged } from './evidence.ts';
import { newRequest, writtenAt, type Asked } from './requests.ts';

/** What was answered with 2xx. Everything else may have been taken or not, and both are fine. */
export interface Acknowledgements {
  readonly requests: string[];
  readonly batches: string[];
  readonly actions: Acknowledged[];
}

/** Everybody outside who talks to Trillium and remembers what they were told: a program, staff, simulated hands. */
export class Clients {
  readonly acknowledged: Acknowledgements = { requests: [], batches: [], actions: [] };
  /** Calls nobody answered, or with a fault of the server's. */
  unanswered = 0;
  readonly #cluster: Cluster;
  readonly #answered = new Set<string>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  get #now(): Date {
    return this.#cluster.world.state.clock.now();
  }

  /** Sends a request until it is acknowledged. @throws AnswerError when it is refused as such (4xx) */
  async submit(asked: Asked): Promise<void> {
    const client = await this.#cluster.at(asked.library);
    const { id } = await this.#insist(() =>
      client.post<RequestSummary>('/api/intake/requests', newRequest(writtenAt(this.#now, asked))),
    );
    this.acknowledged.requests.push(id);
  }

  async upload(lines: readonly Asked[]): Promise<void> {
    const file = requestsFile(lines.map((line) => writtenAt(this.#now, line).row));
    const { operator } = this.#cluster;
    const { id } = await this.#insist(() => operator.post<Batch>('/api/intake/batches', file, { 'content-type': 'text/csv' }));
    this.acknowledged.batches.push(id);
  }

  /** Simulated hands at every desk, their deeds kept. */
  async hands(): Promise<People> {
    const { libraries, desk: trillium, worldUrl: world } = this.#cluster;
    const desks = await Promise.all(
      libraries.map(async (library) => ({ library, headers: await this.#cluster.headers(library) })),
    );
    return new People({ trillium, world, desks, did: (deed) => this.#did(deed) });
  }

  /** Staff look through the worklists once: they agree to what a lender asks, answer for a patron, close every second that waits for them. */
  async staffRound(): Promise<void> {
    for (const library of this.#cluster.libraries)
      for (const task of await tasks(this.#cluster, library)) await this.#decide(library, task);
    for (const library of this.#cluster.libraries) await this.#answerQuestions(library);
  }

  async #decide(library: string, { service, kind, requestId = '', actions }: Task): Promise<void> {
    const accept = actions.find(({ name }) => name === 'accept-condition');
    const close =
      service === 'sourcing' && Number.parseInt(requestId.slice(-1), 16) % 2
        ? actions.find(({ name }) => name === 'close')
        : undefined;
    const client = await this.#cluster.at(library);
    if (kind === 'conditional' && accept) {
      const fields = Object.fromEntries(
        accept.fields.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
      );
      const [id = ''] = /[0-9a-f-]{36}/.exec(accept.path) ?? [];
      if (await this.#once(() => client.post(accept.path, fields)))
        this.acknowledged.actions.push({ service: 'fulfillment', id, event: 'accept-condition' });
    } else if (close && (await this.#once(() => client.raw('POST', close.path, { reason: 'Not obtainable.' }))))
      this.acknowledged.actions.push({ service: 'sourcing', id: requestId, event: 'ended' });
  }

  async #answerQuestions(library: string): Promise<void> {
    const client = await this.#cluster.at(library);
    const { requests } = await client.get<{ requests: RequestSummary[] }>(
      '/api/intake/requests?status=waiting-for-patron&limit=50',
    );
    for (const { id } of requests) {
      if (this.#answered.has(id) || Number.parseInt(id.at(-1)!, 16) % 2) continue;
      const { question } = await client.get<{ question?: { decisionId: string; default: string } }>(`/api/intake/requests/${id}`);
      if (!question) continue;
      const answer = { decisionId: question.decisionId, answer: question.default };
      if (!(await this.#once(() => client.post(`/api/intake/requests/${id}/answer`, answer)))) continue;
      this.#answered.add(id);
      this.acknowledged.actions.push({ service: 'intake', id, event: 'answered' });
    }
  }

  #did({ task, step, status }: Deed): void {
    if (status >= 200 && status < 300) this.acknowledged.actions.push({ service: 'fulfillment', id: task, event: step });
  }

  /** Whether it was acknowledged. */
  async #once(call: () => Promise<unknown>): Promise<boolean> {
    try {
      const answer = await call();
      return answer instanceof Response ? answer.ok : true;
    } catch {
      this.unanswered += 1;
      return false;
    }
  }
  async #insist<T>(call: () => Promise<T>): Promise<T> {
    for (;;)
      try {
        return await call();
      } catch (error) {
        if (error instanceof AnswerError && error.status < 500) throw error;
        this.unanswered += 1;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
  }
}
