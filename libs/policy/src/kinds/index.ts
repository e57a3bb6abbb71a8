import type { z } from 'zod';
import { charges } from './charges.ts';
import { copyright } from './copyright.ts';
import type { HitPolicy, KindDefinition } from './define.ts';
import { eligibility } from './eligibility.ts';
import { lenderRanking } from './lender-ranking.ts';
import { lending } from './lending.ts';
import { notices } from './notices.ts';
import { providerChoice } from './provider-choice.ts';
import { sourcing } from './sourcing.ts';

/** Every question that a policy may answer; a new one is a file here and a line below. */
export const KINDS = {
  eligibility,
  sourcing,
  'lender-ranking': lenderRanking,
  'provider-choice': providerChoice,
  lending,
  charges,
  notices,
  copyright,
} as const;

export type PolicyKind = keyof typeof KINDS;
export const POLICY_KINDS = Object.keys(KINDS) as readonly PolicyKind[];
/** The kinds whose rules come to their answer in this way. */
export type KindsBy<Hit extends HitPolicy> = {
  [Kind in PolicyKind]: (typeof KINDS)[Kind]['hitPolicy'] extends Hit ? Kind : never;
}[PolicyKind];

/** What a rule of such a policy may lead to. */
export type EventOf<Kind extends PolicyKind> = { [K in Kind]: z.infer<(typeof KINDS)[K]['event']> }[Kind];
/** What follows where no rule applies. */
export type OtherwiseOf<Kind extends PolicyKind> = { [K in Kind]: z.infer<(typeof KINDS)[K]['otherwise']> }[Kind];
/** What may be decided: everything but what a rule adds on the way. */
export type AnswerOf<Kind extends PolicyKind> = Exclude<EventOf<Kind>, { type: 'add' }>;

export const kindOf = (name: PolicyKind): KindDefinition => KINDS[name];

export { HIT_POLICIES, type AnyEvent, type HitPolicy, type KindDefinition } from './define.ts';
export { EVENT_TYPES, QUESTIONS, SourcingEvent, type EventType, type Question } from './sourcing.ts';
export { FEES_FOR, MEANS, RETURN_POSTAGE } from './charges.ts';
export { LOAN_CONDITIONS } from './lending.ts';
export { NOTICES } from './notices.ts';
