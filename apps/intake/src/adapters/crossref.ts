import { Inject, Injectable } from '@nestjs/common';
import { familyName } from '#lib/citation';
import type { Citation } from '#lib/contracts';
import { PermanentError } from '#lib/messaging';
import { askJson, CONFIG, crossrefHeaders, type Account } from '#lib/service';
import { z } from 'zod';
import type { IntakeConfig } from '../config.ts';
import type { RegistryWork } from '../domain/verification/registry-work.ts';
import { CrossrefWork, fromCrossref } from './crossref-work.ts';
import { Registry } from './registry.port.ts';

const One = z.object({ message: CrossrefWork });
const Many = z.object({ message: z.object({ items: z.array(z.unknown()) }) });
const ROWS = 8;

/** Crossref's REST API (api.crossref.org): `/works/{doi}` and `/works?query.bibliographic=…`. */
@Injectable()
export class Crossref extends Registry {
  constructor(@Inject(CONFIG) private readonly config: IntakeConfig) {
    super();
  }

  async byDoi(doi: string, signal: AbortSignal, own?: Account): Promise<RegistryWork | null> {
    const { status, json } = await this.#get(`works/${encodeURIComponent(doi)}`, {}, signal, own);
    if (status === 404) return null;
    if (status !== 200) throw new PermanentError(`Crossref answered ${status}`);
    const answer = One.safeParse(json);
    return answer.success ? (fromCrossref(answer.data.message) ?? null) : null;
  }

  async search(citation: Citation, signal: AbortSignal, own?: Account): Promise<RegistryWork[]> {
    const { title = '', authors, container, year, volume } = citation;
    const words = [title, ...authors.slice(0, 2).map(familyName), container, year, volume]
      .filter(Boolean)
      .join(' ')
      .slice(0, 1000);
    const { status, json } = await this.#get('works', { 'query.bibliographic': words, rows: String(ROWS) }, signal, own);
    if (status !== 200) throw new PermanentError(`Crossref answered ${status}`);
    const answer = Many.safeParse(json);
    if (!answer.success) return [];
    return answer.data.message.items.flatMap((item) => {
      const work = CrossrefWork.safeParse(item);
      return (work.success && fromCrossref(work.data)) || [];
    });
  }

  #get(path: string, query: Record<string, string>, signal: AbortSignal, own?: Account) {
    const { CROSSREF_URL: address, CONTACT_EMAIL } = this.config;
    const account = own ?? { address, settings: { ...(CONTACT_EMAIL && { email: CONTACT_EMAIL }) }, secrets: {} };
    const url = new URL(`${account.address.replace(/\/+$/, '')}/${path}`);
    const { email } = account.settings;
    for (const [name, value] of Object.entries({ ...query, ...(email ? { mailto: email } : {}) }))
      url.searchParams.set(name, value);
    return askJson(url, { signal, headers: crossrefHeaders(account) });
  }
}
