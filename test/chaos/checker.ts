import { checkHandled, checkRest, checkTopics } from './check-messages.ts';
import { checkAcknowledged, checkEnds, checkServices } from './check-requests.ts';
import { checkWorld } from './check-world.ts';
import type { Check, Checked, Evidence } from './evidence.ts';

const CHECKS: readonly Check[] = [checkAcknowledged, checkEnds, checkTopics, checkHandled, checkRest, checkServices, checkWorld];

/**
 * Compares, after a run has come to rest, what clients were told, what stands in each service's tables, in the topics and in the world's
 * journal. Pure: all it looks at is handed in.
 */
export function check(evidence: Evidence): Checked {
  const checked = CHECKS.map((one) => one(evidence));
  return {
    findings: checked.flatMap(({ findings }) => findings),
    compared: Object.assign({}, ...checked.map(({ compared }) => compared)) as Record<string, number>,
  };
}
