import { AnotherService, askOnce, CredentialsRefused, describeAnswer, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

const NAMESPACE = 'http://www.niso.org/2008/ncip';
const escape = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);
const PROBLEM = /<(?:\w+:)?ProblemType[^>]*>([^<]*)</;
/** Problem types of Z39.83-2 that are about who asks, not about whom. */
const REFUSED = /Agency Authentication Failed|Unauthorized|User Authentication Failed|Unknown Agency/i;

/** Asks a library system for a user by NCIP 2.02 (LookupUser); that it does not know the user is an answer as good as any. */
export const ncipProbe =
  ({ address, settings }: OpenConnector): Probe =>
  async (signal) => {
    const { agency, patron } = settings;
    const who = escape(patron ?? 'trillium-connection-test');
    const header = agency
      ? `<InitiationHeader><FromAgencyId><AgencyId>${escape(agency)}</AgencyId></FromAgencyId><ToAgencyId><AgencyId>${escape(agency)}</AgencyId></ToAgencyId></InitiationHeader>`
      : '';
    const body =
      `<?xml version="1.0" encoding="UTF-8"?>\n<NCIPMessage xmlns="${NAMESPACE}" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">` +
      `<LookupUser>${header}<UserId><UserIdentifierValue>${who}</UserIdentifierValue></UserId></LookupUser></NCIPMessage>`;
    const headers = { 'content-type': 'application/xml; charset=utf-8' };
    const answer = await askOnce(address, { method: 'POST', headers, body }, signal);
    if (!/<(?:\w+:)?NCIPMessage\b/.test(answer.text)) throw new AnotherService(describeAnswer(answer));
    const problem = PROBLEM.exec(answer.text)?.[1]?.trim();
    if (problem && REFUSED.test(problem)) throw new CredentialsRefused(problem);
    return {
      words: 'The library system answers by NCIP.',
      ...(patron && { seen: problem ? `about ${patron} it says: ${problem}` : `it knows ${patron}` }),
    };
  };
