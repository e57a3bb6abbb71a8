import type { Attempt, Check, Evidence } from './evidence.ts';

const SELLERS: readonly string[] = ['getitnow', 'reprintsdesk', 'vendor', 'publisher'];

/** Where an attempt says that something exists outside. */
function claims({ orderNumber, holdId }: Attempt): string[] {
  return [orderNumber, holdId].filter((one) => one !== undefined);
}

/** Orders and holds: at most one for each attempt, each of an attempt that knows of it, and each that is known of is there. */
function bought({ attempts, effects, jobs }: Evidence): string[] {
  const byJob = new Map(jobs.map(({ id, key }) => [id, key]));
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const findings: string[] = [];
  const made = effects.filter(({ service }) => service === 'ils' || SELLERS.includes(service));
  for (const [key, same] of Map.groupBy(made, ({ service, key: own }) => `${service} ${byJob.get(own ?? '') ?? own}`)) {
    const [, attemptId = ''] = key.split(' ');
    const attempt = byId.get(attemptId);
    const names = same.map(({ effect }) => effect).join(', ');
    if (!attempt) {
      findings.push(`${key}: ${names} belongs to no attempt`);
      continue;
    }
    if (same.length > 1 && !attempt.unsure)
      findings.push(`attempt ${attemptId} has ${same.length} effects at ${same[0]!.service}: ${names}`);
    // a person was told that nobody knows: they look it up
    if (!attempt.unsure && !same.some(({ effect }) => claims(attempt).includes(effect)))
      findings.push(`attempt ${attemptId} (${attempt.status}) does not know of ${names} at ${same[0]!.service}`);
  }
  const there = new Set(made.map(({ effect }) => effect));
  for (const attempt of attempts)
    for (const claim of claims(attempt))
      if (!there.has(claim)) findings.push(`attempt ${attempt.id} names ${claim}, which the world does not have`);
  return findings;
}

/** Requests at lenders: one for each time one was asked under a number, and none that nobody asked. */
function asked({ attempts, effects }: Evidence): string[] {
  const findings: string[] = [];
  const owner = new Map(attempts.flatMap((attempt) => attempt.requestIds.map((id) => [id, attempt] as const)));
  const made = effects.filter(({ service }) => service === 'iso18626');
  const perAttempt = new Map<string, number>();
  for (const { key = '', effect } of made) {
    const attempt = owner.get(key);
    if (attempt) perAttempt.set(attempt.id, (perAttempt.get(attempt.id) ?? 0) + 1);
    else findings.push(`request ${effect} at a lender (number ${key}) belongs to no attempt`);
  }
  for (const { id, asked: times, sent, machine } of attempts) {
    const there = perAttempt.get(id) ?? 0;
    if (there > times) findings.push(`attempt ${id} (${machine}) asked ${times} times, and the lender has ${there} requests`);
    if (there < sent) findings.push(`attempt ${id} (${machine}) had ${sent} requests confirmed, and the lender has ${there}`);
  }
  return findings;
}

/** What happened outside against what the attempts say, in both directions. */
export const checkWorld: Check = (evidence) => ({
  findings: [...bought(evidence), ...asked(evidence)],
  compared: { effects: evidence.effects.length },
});
