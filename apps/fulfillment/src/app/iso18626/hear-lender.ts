import { unwrap } from '#lib/kernel';
import { carryOut } from '../carry-out.ts';
import { attempts } from '../store.ts';
import { notTaken, type Hears } from './heard.ts';
import { interpret } from './interpret.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?=$|\.)/;

/** Hears a lender: about an attempt of the library, under one of the numbers it was asked with, and from nobody but who was asked. */
export const hearLender: Hears<'supplyingAgencyMessage'> = async (tx, { body }) => {
  const { requestingAgencyRequestId: requestId, supplyingAgencyId } = body.header;
  const partner = supplyingAgencyId.agencyIdValue;
  const id = UUID.exec(requestId)?.[0];
  const attempt = id && (await attempts.find(tx, id))?.state;
  if (!attempt || !('lender' in attempt.plan) || !attempt.requestIds.includes(requestId))
    return notTaken(`requestingAgencyRequestId: ${requestId}`);
  if (attempt.plan.lender.symbol !== partner) return notTaken(`supplyingAgencyId: ${partner}`);
  return {
    subject: id,
    kind: body.statusInfo.status,
    act: async (library) =>
      void unwrap(await carryOut(tx, attempt.requestId, { attempt: id, command: interpret(body) }, library)),
  };
};
