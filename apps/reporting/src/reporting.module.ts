import { Module } from '@nestjs/common';
import { defineService, Snapshot } from '#lib/service';
import { reportingConfig } from './config.ts';
import { HeardController } from './events/heard.controller.ts';
import { FiguresController } from './http/figures.controller.ts';
import { WorkbooksController } from './http/workbooks.controller.ts';
import { REPORTING_KEEPS } from './queries/kept-of-patron.ts';

@Module({ controllers: [HeardController, FiguresController, WorkbooksController], providers: [Snapshot] })
export class ReportingModule {}

/** Figures and workbooks, from what the other services tell. */
export const reporting = defineService({
  name: 'reporting',
  module: ReportingModule,
  config: reportingConfig,
  keptOfPatron: REPORTING_KEEPS,
});
