import { startStandalone } from '#lib/service';
import { reporting } from './reporting.module.ts';

await startStandalone(reporting);
