import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ACTIONS, type Action } from '#lib/contracts';
import { MAY, STEPS, type AuthenticatedRequest, type StepTable } from './user.ts';

/** What a person must be let do for this call: what the route says, or the step of it that the path names. */
export function needsOf(reflector: Reflector, context: ExecutionContext): readonly Action[] {
  const targets = [context.getHandler(), context.getClass()];
  const all = reflector.getAllAndOverride<readonly Action[] | undefined>(MAY, targets) ?? [];
  const steps = reflector.getAllAndOverride<StepTable | undefined>(STEPS, targets);
  if (!steps) return all;
  const { params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  const step = steps.table[String(params[steps.param])];
  return step && step in ACTIONS ? [step] : all;
}
