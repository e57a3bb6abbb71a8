import { startStandalone } from '#lib/service';
import { directory } from './directory.module.ts';

await startStandalone(directory);
