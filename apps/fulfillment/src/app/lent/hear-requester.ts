import { notTaken, type Hears } from '../iso18626/heard.ts';

/** Hears a requesting agency: a request, or what it says of one. */
export const hearRequester: Hears<'request' | 'requestingAgencyMessage'> = (tx, { kind, body: { header } }) =>
  Promise.resolve(
    kind === 'request'
      ? notTaken(`supplyingAgencyId: ${tx.tenant} lends nothing at this address yet`)
      : notTaken(`requestingAgencyRequestId: ${header.requestingAgencyRequestId}`),
  );
