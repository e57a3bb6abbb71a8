import { Module } from '@nestjs/common';
import { defineService, PoliciesModule, Snapshot } from '#lib/service';
import { ChargeReminder, InvoiceReminder, MonthlyInvoices, NettingReminder, ReservationReminder } from './app/remind.ts';
import { paymentConfig } from './config.ts';
import { Costs } from './events/costs.ts';
import { LentCharges } from './events/lent-charges.ts';
import { Fees } from './events/fees.ts';
import { PracticeFunds } from './events/practice.ts';
import { PurchaseCommands } from './events/purchase-commands.ts';
import { ChargesController } from './http/charges.controller.ts';
import { DepositsController } from './http/deposits.controller.ts';
import { FeesController } from './http/fees.controller.ts';
import { FundsController } from './http/funds.controller.ts';
import { IncomingInvoicesController } from './http/incoming-invoices.controller.ts';
import { InvoicesController } from './http/invoices.controller.ts';
import { LedgerController } from './http/ledger.controller.ts';
import { ManualEntriesController } from './http/manual-entries.controller.ts';
import { NettingsController } from './http/nettings.controller.ts';
import { EftsController, IfmController } from './http/settlers.controller.ts';
import { StatementsController } from './http/statements.controller.ts';
import { TasksController } from './http/tasks.controller.ts';
import { VouchersController } from './http/vouchers.controller.ts';
import { PrismaService } from './prisma.service.ts';
import { DepositsQuery } from './queries/deposits.query.ts';
import { EntriesQuery } from './queries/entries.query.ts';
import { FeesQuery } from './queries/fees.query.ts';
import { FundsQuery } from './queries/funds.query.ts';
import { IncomingQuery } from './queries/incoming.query.ts';
import { InvoicesQuery } from './queries/invoices.query.ts';
import { ManualEntriesQuery } from './queries/manual-entries.query.ts';
import { NettingTasksQuery } from './queries/netting-tasks.query.ts';
import { SettlerMonthsQuery } from './queries/settler-months.query.ts';
import { SettlersQuery } from './queries/settlers.query.ts';
import { SettlingQuery } from './queries/settling.query.ts';
import { StatementsQuery } from './queries/statements.query.ts';
import { TasksQuery } from './queries/tasks.query.ts';
import { VouchersQuery } from './queries/vouchers.query.ts';
import { TrialBalanceQuery } from './queries/trial-balance.query.ts';
import { ToBillController } from './http/to-bill.controller.ts';
import { ToBillQuery } from './queries/to-bill.query.ts';

@Module({
  imports: [PoliciesModule.keeping('charges')],
  controllers: [
    PurchaseCommands,
    Costs,
    LentCharges,
    Fees,
    PracticeFunds,
    FundsController,
    ChargesController,
    FeesController,
    LedgerController,
    StatementsController,
    NettingsController,
    IfmController,
    EftsController,
    ToBillController,
    TasksController,
    VouchersController,
    ManualEntriesController,
    InvoicesController,
    DepositsController,
    IncomingInvoicesController,
  ],
  providers: [
    PrismaService,
    FundsQuery,
    FeesQuery,
    EntriesQuery,
    TrialBalanceQuery,
    TasksQuery,
    ReservationReminder,
    ChargeReminder,
    NettingReminder,
    InvoiceReminder,
    InvoicesQuery,
    DepositsQuery,
    IncomingQuery,
    NettingTasksQuery,
    SettlingQuery,
    Snapshot,
    StatementsQuery,
    VouchersQuery,
    SettlersQuery,
    SettlerMonthsQuery,
    ToBillQuery,
    MonthlyInvoices,
    ManualEntriesQuery,
  ],
})
export class PaymentModule {}

export const payment = defineService({ name: 'payment', module: PaymentModule, config: paymentConfig });
