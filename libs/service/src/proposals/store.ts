import { aggregateStore } from '#lib/messaging';
import { proposalDecider, type ProposalEvent, type ProposalState } from './proposal.ts';

/** A service's own table of proposals; which services have one says their definition. */
export const proposals = aggregateStore<ProposalState, ProposalEvent>({
  table: 'proposal',
  ...proposalDecider,
  project: ({ status, proposed, since, deadline }) => ({
    status,
    request_id: proposed?.requestId ?? null,
    proposed_by: proposed?.by ?? null,
    since,
    deadline_at: deadline ?? null,
  }),
});
