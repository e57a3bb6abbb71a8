import { activity } from './activity/activity.ts';
import type { Report } from './report.ts';

/** Every report there is, in the order of the menu. */
export const reports: readonly Report[] = [activity];
