import { startStandalone } from '#lib/service';
import { sourcing } from './sourcing.module.ts';

await startStandalone(sourcing);
