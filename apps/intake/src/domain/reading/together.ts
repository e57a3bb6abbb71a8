import { reject, type Rejection } from '#lib/kernel';

/** One rejection that carries all of them. */
export function together(faults: readonly Rejection[]): Rejection {
  if (faults.length === 1) return faults[0]!;
  return reject('several-faults', faults.map((fault) => fault.message).join(' '), {
    field: faults[0]?.field,
    remedy: faults
      .map((fault) => fault.remedy)
      .filter(Boolean)
      .join(' '),
    details: faults,
  });
}
