import { startStandalone } from '#lib/service';
import { intake } from './intake.module.ts';

await startStandalone(intake);
