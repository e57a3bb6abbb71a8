import { directory } from '../../directory/src/directory.module.ts';
import { fulfillment } from '../../fulfillment/src/fulfillment.module.ts';
import { intake } from '../../intake/src/intake.module.ts';
import { payment } from '../../payment/src/payment.module.ts';
import { reporting } from '../../reporting/src/reporting.module.ts';
import { sourcing } from '../../sourcing/src/sourcing.module.ts';

/** All services, in the order they are put together. */
export const ALL_SERVICES = [directory, intake, sourcing, fulfillment, payment, reporting] as const;
