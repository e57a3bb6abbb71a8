import type { Citation } from '#lib/contracts';
import { accountOf, openAccount, Seals, type Account } from '#lib/service';
import { Database, JobHandler, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { Registry } from '../adapters/registry.port.ts';
import { lookUps, searchAfter } from '../domain/verification/check.ts';
import type { LookUp } from '../domain/verification/registry-work.ts';
import { connectorOf } from './connectors.ts';
import { LOOK_UP, type LookUpPayload } from './look-up.ts';
import { verifyRequest } from './verify-request.ts';

const SECOND = 1000;

/** Asks the registry about a citation: its DOI, and its title where no DOI answers for it. */
export async function askRegistry(registry: Registry, citation: Citation, signal: AbortSignal, own?: Account): Promise<LookUp> {
  const wanted = lookUps(citation);
  const byDoi = wanted.doi && citation.doi ? await registry.byDoi(citation.doi, signal, own) : undefined;
  const bySearch = searchAfter(citation, byDoi) ? await registry.search(citation, signal, own) : undefined;
  return { ...(byDoi !== undefined && { byDoi }), ...(bySearch && { bySearch }) };
}

/**
 * Checks a citation in the background ({@link askRegistry}). After five attempts (about 40 seconds, longer
 * where the registry asks to wait) the request goes on as cited: a registry that is down keeps no patron waiting.
 */
@JobHandler(LOOK_UP, { timeoutMs: 15 * SECOND, attempts: 5, concurrency: 8, backoff: (failures) => SECOND * 3 ** (failures - 1) })
export class LookUpCitation implements JobRunner<LookUpPayload, LookUp> {
  constructor(
    private readonly registry: Registry,
    private readonly database: Database,
    private readonly seals: Seals,
  ) {}

  async run({ tenant, payload: { citation } }: Job<LookUpPayload>, signal: AbortSignal): Promise<LookUp> {
    const connector = await this.database.transaction({ tenant }, (tx) => connectorOf(tx, 'crossref'));
    const own = connector && openAccount(this.seals, tenant, accountOf(connector));
    return askRegistry(this.registry, citation, signal, own);
  }

  done(tx: Tx, { key, payload }: Job<LookUpPayload>, found: LookUp): Promise<void> {
    return verifyRequest(tx, key, payload.round, found);
  }

  failed(tx: Tx, { key, payload }: Job<LookUpPayload>, { message }: JobFailure): Promise<void> {
    return verifyRequest(tx, key, payload.round, { unreachable: message.slice(0, 300) });
  }
}
