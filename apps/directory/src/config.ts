import { settings } from '#lib/service';

/** Directory needs no settings of its own. */
export const directoryConfig = settings({});
