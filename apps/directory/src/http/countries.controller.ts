import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { setCountryLoans } from '../app/set-country.ts';

const Country = z.string().regex(/^[A-Z]{2}$/, 'it is a country’s two letters, such as DE (ISO 3166)');
const CountryBody = z.strictObject({ loans: z.enum(['open', 'suspended']) }).meta({ id: 'CountryLoans' });
const CountryChanged = z
  .strictObject({
    country: Country,
    loans: z.enum(['open', 'suspended']),
    libraries: z.int().nonnegative(),
    partners: z.int().nonnegative().meta({ description: 'Partners that changed, of all libraries' }),
  })
  .meta({ id: 'CountryChanged' });

@Controller('api/directory/countries')
export class CountriesController {
  constructor(private readonly database: Database) {}

  /** Suspends loans to and from a country, or opens them again, for all libraries at once: by post, customs, or sanctions. */
  @Put(':country')
  @May('countries.manage')
  @ApiOkResponse({ standardSchema: CountryChanged })
  async set(
    @CurrentUser() { sub }: SignedInUser,
    @Param('country', { schema: Country }) country: string,
    @Body({ schema: CountryBody }) { loans }: z.infer<typeof CountryBody>,
  ): Promise<z.infer<typeof CountryChanged>> {
    return { country, loans, ...(await setCountryLoans(this.database, sub, country, loans === 'open')) };
  }
}
