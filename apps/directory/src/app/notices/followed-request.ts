import type { ServiceType } from '#lib/contracts';
import type { Followed } from '../../domain/notice/followed.ts';

/** A request whose patron is told what happens with it. */
export interface FollowedRequest {
  readonly id: string;
  readonly patronRef: string | null;
  readonly service: ServiceType | null;
  readonly pickupBranch: string | null;
  readonly state: Followed;
  readonly unlinked: boolean;
}

/** Where a request's title is sealed under its patron's key. */
export const noticeSeal = (requestId: string): string => `notice ${requestId}`;
