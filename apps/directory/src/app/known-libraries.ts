import { statement } from '#lib/messaging';

/** The symbols of all libraries, which everybody may read: for what is done library by library. */
export const LIBRARIES = statement('select symbol from listed_library order by symbol');
