import { startStandalone } from '#lib/service';
import { payment } from './payment.module.ts';

await startStandalone(payment);
