import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { MOST_AT_ONCE } from '#lib/contracts';
import { Id } from './shapes.ts';
import { May, Tenant } from '#lib/service';
import { print } from '../adapters/labels/print.ts';
import { LABEL_KINDS, PAPERS, type Label, type LabelKind } from '../domain/labels/blocks.ts';
import { band, byCallNumber, returnLabel, slip } from '../domain/labels/labels.ts';
import { LABEL_LANGUAGES, localeOf, type Locale } from '../domain/labels/words.ts';
import type { LabelFacts } from '../domain/labels/facts.ts';
import { LabelsQuery } from '../queries/labels.query.ts';

const Kind = z.enum(LABEL_KINDS);
const LabelsQueryShape = z.strictObject({
  ids: z
    .string()
    .max(MOST_AT_ONCE * 37)
    .transform((text) => text.split(','))
    .pipe(z.array(Id).min(1).max(MOST_AT_ONCE))
    .meta({ description: 'Supply attempts, by comma; for slips also what the library lends' }),
  paper: z.enum(PAPERS).default('letter').meta({ description: 'Sheets to be cut apart, or a label printer’s 4 × 6 inches' }),
  language: z.enum(LABEL_LANGUAGES).default('en'),
});
type LabelsQueryShape = z.infer<typeof LabelsQueryShape>;

/** What each kind prints for one attempt. */
const MAKE: Readonly<Record<LabelKind, (facts: LabelFacts, locale: Locale) => Label[]>> = {
  band: (facts, locale) => [band(facts, locale)],
  return: (facts, locale) => [returnLabel(facts, locale)],
  arrival: (facts, locale) => [band(facts, locale), returnLabel(facts, locale)],
  slip: (facts, locale) => [slip(facts, locale)],
};

/** Book bands, return labels and pull slips, to be printed. No patron is named on any of them. */
@Controller('api/fulfillment/labels')
@May('labels.print')
export class LabelsController {
  constructor(private readonly labels: LabelsQuery) {}

  @Get(':kind.pdf')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async printLabels(
    @Tenant() tenant: string,
    @Param('kind', { schema: Kind }) kind: LabelKind,
    @Query({ schema: LabelsQueryShape }) { ids, paper, language }: LabelsQueryShape,
  ): Promise<StreamableFile> {
    const { library, facts } = await this.labels.printable(tenant, [...new Set(ids)], kind);
    const locale = localeOf(language, library.country);
    const inOrder = kind === 'slip' ? facts.toSorted(byCallNumber) : facts;
    const pdf = await print(
      kind,
      inOrder.map((one) => MAKE[kind](one, locale)),
      paper,
      `${library.symbol} ${kind}`,
    );
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: `inline; filename="${kind}-${library.symbol}.pdf"` });
  }
}
