import { aggregateStore } from '#lib/messaging';
import { evolveParcel, type Parcel, type ParcelEvent } from '../../domain/parcel/index.ts';
import { readScan } from '../../domain/scan/codes.ts';

/** What has come and nobody announced. */
export const parcels = aggregateStore<Parcel | null, ParcelEvent>({
  table: 'parcel',
  initial: null,
  evolve: evolveParcel,
  project: (state) => {
    // every aggregate has had its first event before it is projected
    const { status, sender, code, tracking, match, since, deadline } = state!;
    return {
      status,
      sender: sender ?? null,
      codes: [code, tracking].flatMap((one) => (one ? readScan(one).codes : [])),
      attempt_id: match?.attemptId ?? null,
      waits_since: status === 'waiting' ? since : null,
      deadline_at: deadline,
    };
  },
});
