import { startStandalone } from '#lib/service';
import { fulfillment } from './fulfillment.module.ts';

await startStandalone(fulfillment);
