export { actionsOfParcel, reasonOfParcel, type Candidate } from './actions.ts';
export { decideParcel, parcelDecider, type ParcelCommand } from './decide.ts';
export { PARCEL_ACTIONS, PARCEL_STATUSES, parcelMachine, REMIND_AFTER, type ParcelAction, type ParcelStatus } from './machine.ts';
export { evolveParcel, type Announced, type Match, type Parcel, type ParcelEvent } from './state.ts';
