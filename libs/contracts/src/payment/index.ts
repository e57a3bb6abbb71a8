export * from './reserve-fund.v1.ts';
export * from './release-reservation.v1.ts';
export * from './abandon-reservation.v1.ts';
export * from './fund-reserved.v1.ts';
export * from './reservation-refused.v1.ts';
export * from './reservation-released.v1.ts';
export * from './entry-posted.v1.ts';
export * from './fund-changed.v1.ts';
