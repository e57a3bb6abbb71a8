import { fold } from '#lib/citation';
import type { NewRequest, RequestSet, ServiceType } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

/** The most requests that may be made together. */
export const MOST_TOGETHER = 20;

/** Requests made together: volumes of one work, or copies of one book for a group that reads it. */
export interface SetAsked {
  readonly kind: 'volumes' | 'copies';
  readonly size: number;
  /** The volume each is for; of copies nothing is said. */
  readonly volumes?: readonly string[];
}

const RANGE = /^(\d{1,4})\s*[-–—]\s*(\d{1,4})$/;

/** `1-3; 5, Suppl.` are volumes 1, 2, 3, 5 and Suppl.; a range backwards is taken as it stands. */
const spread = (text: string): string[] =>
  text
    .split(/[;,\n]/)
    .map((one) => one.trim())
    .filter(Boolean)
    .flatMap((one) => {
      const [, from, to] = RANGE.exec(one) ?? [];
      const [first, last] = [Number(from), Number(to)];
      if (!from || last < first) return [one];
      // one more than may be is enough to be refused
      return Array.from({ length: Math.min(last - first, MOST_TOGETHER) + 1 }, (_, index) => String(first + index));
    });

const tooMany = (field: 'volumes' | 'copies', what: string, remedy: string): Rejection =>
  reject('more-than-twenty', `${what}; ${MOST_TOGETHER} is the most that can be asked for together.`, { field, remedy });

/**
 * Whether a request stands for several, and which. Undefined for one, of whichever volume. Rejected: more than 20, a volume twice, volumes
 * and copies at once, several of an article or chapter copy.
 */
export function readSet({ volumes, copies }: NewRequest, service: ServiceType): Result<SetAsked | undefined, Rejection> {
  const named = (typeof volumes === 'string' ? spread(volumes) : (volumes ?? []).map((one) => one.trim()).filter(Boolean)).map(
    (one) => one.slice(0, 60),
  );
  if (!named.length && (copies === undefined || copies === 1)) return ok(undefined);
  if (named.length && copies !== undefined && copies !== 1)
    return err(
      reject('volumes-and-copies', 'Several volumes and several copies cannot be asked for at once.', {
        field: 'copies',
        remedy: 'Make a request for the volumes, and one for each volume of which several copies are wanted.',
      }),
    );
  if (service === 'copy')
    return err(
      reject('copies-singly', 'An article or chapter copy is for one patron, once: several cannot be asked for together.', {
        field: named.length ? 'volumes' : 'copies',
        remedy: 'Ask for each article or chapter by itself.',
      }),
    );
  if (named.length) return ofVolumes(named);
  if (!Number.isInteger(copies) || copies! < 1)
    return err(
      reject('impossible-copies', `${copies} copies cannot be asked for.`, {
        field: 'copies',
        remedy: `Give a number from 1 to ${MOST_TOGETHER}.`,
      }),
    );
  if (copies! > MOST_TOGETHER)
    return err(
      tooMany(
        'copies',
        `${copies} copies`,
        `Ask for ${MOST_TOGETHER}, and for the other ${copies! - MOST_TOGETHER} by a second request.`,
      ),
    );
  return ok({ kind: 'copies', size: copies! });
}

function ofVolumes(named: readonly string[]): Result<SetAsked, Rejection> {
  const twice = named.find((one, index) => named.findIndex((other) => fold(other) === fold(one)) !== index);
  if (twice)
    return err(
      reject('volume-twice', `Volume ${twice} stands there twice.`, { field: 'volumes', remedy: 'Name each volume once.' }),
    );
  if (named.length > MOST_TOGETHER)
    return err(
      tooMany(
        'volumes',
        `More than ${MOST_TOGETHER} volumes`,
        `Ask for the first ${MOST_TOGETHER}, and for the others by a second request.`,
      ),
    );
  return ok({ kind: 'volumes', size: named.length, volumes: named });
}

/** One of the requests that were made together. */
export interface Member {
  readonly set: RequestSet;
  /** What of the citation is its own. */
  readonly own: { readonly volume?: string };
}

/** The requests that stand for what was asked for together, in order. @param id of the whole */
export const membersOf = ({ kind, size, volumes }: SetAsked, id: string): Member[] =>
  Array.from({ length: size }, (_, index) => {
    const volume = volumes?.[index];
    return { set: { id, kind, number: index + 1, size }, own: volume === undefined ? {} : { volume } };
  });
