import { z } from 'zod';
import { askOnce, CredentialsRefused, oclcTokenAddress, type HttpAnswer, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';
import { jsonOf } from './scholarly.ts';

const Token = z.object({ access_token: z.string().min(1) });
const Bibs = z.object({ numberOfRecords: z.number() });

/** Asks OCLC for a token (client credentials, RFC 6749 §4.4) and with it for one title: what it takes to find holders. */
export const oclcProbe =
  (connector: OpenConnector): Probe =>
  async (signal) => {
    const { address, settings, secrets } = connector;
    const basic = Buffer.from(`${settings['user'] ?? ''}:${secrets['secret'] ?? ''}`).toString('base64');
    const headers = {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    };
    const body = 'grant_type=client_credentials&scope=wcapi';
    const given = await askOnce(oclcTokenAddress(connector), { method: 'POST', headers, body, takes: [400] }, signal);
    refusedKey(given);
    const { access_token: token } = jsonOf(Token, given);
    const url = `${address.replace(/\/+$/, '')}/brief-bibs?q=bn%3A9780306406157&limit=1`;
    const found = jsonOf(
      Bibs,
      await askOnce(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } }, signal),
    );
    return {
      words: 'OCLC takes the key and answers searches of WorldCat.',
      seen: `${found.numberOfRecords} records for one ISBN`,
    };
  };

/** RFC 6749 §5.2: what is wrong with a key comes with status 400 too. */
function refusedKey({ status, text }: HttpAnswer): void {
  const error = /"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1];
  if (status === 400 && error) throw new CredentialsRefused(`it says ${error.replaceAll('_', ' ')}`);
}
