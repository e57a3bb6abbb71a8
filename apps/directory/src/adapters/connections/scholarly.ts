import {
  AnotherService,
  askOnce,
  CredentialsRefused,
  crossrefHeaders,
  describeAnswer,
  type HttpAnswer,
  type Probe,
} from '#lib/service';
import { z } from 'zod';
import type { OpenConnector } from '../../app/connectors.ts';

const below = (address: string, path: string, query: Readonly<Record<string, string | undefined>>): URL => {
  const url = new URL(`${address.replace(/\/+$/, '')}/${path}`);
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  return url;
};

/** Reads a JSON answer by its shape. @throws AnotherService where it has another */
export function jsonOf<Shape extends z.ZodType>(shape: Shape, answer: HttpAnswer): z.infer<Shape> {
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {
    throw new AnotherService(describeAnswer(answer));
  }
  const read = shape.safeParse(json);
  if (!read.success) throw new AnotherService(describeAnswer(answer));
  return read.data;
}

const Works = z.object({ 'message-type': z.literal('work-list'), message: z.object({ 'total-results': z.number() }) });

/** Asks Crossref how many works it knows, for no rows of them. */
export const crossrefProbe =
  (connector: OpenConnector): Probe =>
  async (signal) => {
    const { email } = connector.settings;
    const url = below(connector.address, 'works', { rows: '0', mailto: email });
    const answer = await askOnce(url, { headers: crossrefHeaders(connector) }, signal);
    const { message } = jsonOf(Works, answer);
    return { words: `Crossref answers and knows it is asked by ${email}.`, seen: `${message['total-results']} works` };
  };

/** The DOI of Unpaywall's own documentation; that it is not known is an answer as good as any. */
const ANY_DOI = '10.1038/nature12373';
const Copy = z.union([
  z.object({ doi: z.string(), is_oa: z.boolean() }),
  z.object({ HTTP_status_code: z.literal(404), error: z.literal(true) }),
]);

/** Asks Unpaywall about one article; 422 is its word for an e-mail address it does not take. */
export const unpaywallProbe =
  ({ address, settings: { email } }: OpenConnector): Probe =>
  async (signal) => {
    const answer = await askOnce(below(address, ANY_DOI, { email }), { takes: [404] }, signal);
    if (answer.status === 422) throw new CredentialsRefused('it wants an e-mail address that is read');
    jsonOf(Copy, answer);
    return { words: `Unpaywall answers and takes ${email}.` };
  };
