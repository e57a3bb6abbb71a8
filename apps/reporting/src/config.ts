import { settings } from '#lib/service';

/** Nothing of its own yet. */
export const reportingConfig = settings({});
