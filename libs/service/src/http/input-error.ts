import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { core } from 'zod';
import { reject, type Rejection } from '#lib/kernel';
import { HttpRejection } from './rejections.ts';

type Issue = Partial<Omit<core.$ZodRawIssue, 'path'>> & { readonly message?: string; readonly path?: readonly unknown[] };

const key = (segment: unknown): PropertyKey =>
  typeof segment === 'object' && segment !== null && 'key' in segment
    ? (segment as { key: PropertyKey }).key
    : (segment as PropertyKey);

/** `authors[2].family`: where in the input. */
export const fieldPath = (path: readonly unknown[] = []): string =>
  path
    .map(key)
    .reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
      '',
    );

/** A fault zod found, in plain words. */
export function plainFault(issue: Issue): Rejection[] {
  const field = fieldPath(issue.path) || undefined;
  const at = field ? { field } : {};
  const message = issue.message ?? 'is not as it should be';
  if (issue.code === 'unrecognized_keys')
    return (issue.keys as readonly string[]).map((name) =>
      reject('unknown-field', `There is no field "${name}" here.`, {
        field: fieldPath([...(issue.path ?? []), name]),
        remedy: 'Leave it out, or correct its name; /api/docs lists the fields',
      }),
    );
  if (message.endsWith('received undefined'))
    return field
      ? [reject('missing', `The field "${field}" is missing.`, { ...at, remedy: 'Give it' })]
      : [reject('missing', 'The body is missing.', { remedy: 'Send JSON with content-type: application/json' })];
  return [
    reject(issue.code === 'invalid_type' ? 'wrong-type' : 'invalid', `${message}.`.replace(/\.\.$/, '.'), {
      ...at,
      remedy: 'Correct it and send again',
    }),
  ];
}

/** The input is not of the shape that was declared; every fault is in it. */
export function inputError(issues: readonly Issue[]): HttpRejection {
  const faults = issues.slice(0, 100).flatMap(plainFault);
  const [first] = faults;
  const one = faults.length === 1 && first ? first : undefined;
  return new HttpRejection(400, {
    code: 'invalid-input',
    message: one?.message ?? `${faults.length} fields are not as they should be.`,
    ...(one?.field ? { field: one.field } : {}),
    remedy: one?.remedy ?? 'Correct the fields listed under errors and send again',
    details: faults,
  });
}

/** `@Body({ schema })`, `@Query({ schema })`, `@Param({ schema })`: zod checks, and faults are told as problems. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: (issues) => inputError(issues as readonly Issue[]) });
