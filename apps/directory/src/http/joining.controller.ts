import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { localDate, reject, unwrap, type Clock } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { BASE_CONFIG, CLOCK, CurrentUser, httpRejection, May, Tenant, type BaseConfig, type SignedInUser } from '#lib/service';
import { LibrarySymbol } from '#lib/contracts';
import { changeLibrary } from '../app/change-library.ts';
import { FirstPasswords } from '../app/first-passwords.ts';
import { changedBy, inviteLibrary } from '../app/invite-library.ts';
import { NameSafe } from '../app/names/name-safe.ts';
import { ImportPatrons } from '../app/patron-import/import-patrons.ts';
import { readPatrons } from '../app/patron-import/read-patrons.ts';
import { COUNTRIES, holidaysOf } from '../domain/calendar/holidays.ts';
import { CONSORTIUM, type LibraryProfile as Profile } from '../domain/library/library.ts';
import { isReady, readinessOf } from '../domain/readiness/readiness.ts';
import { ReadinessQuery } from '../queries/readiness.query.ts';
import {
  HolidayList,
  HolidayQuery,
  InvitationBody,
  Invited,
  PatronFileBody,
  PatronsImported,
  Readiness,
  SetUpBody,
} from './joining-shapes.ts';
import { LibraryProfile } from './shapes.ts';

/** How a library joins: invited by an operator, set up by its administrator, checked by a list that says what is missing. */
@Controller('api/directory')
export class JoiningController {
  constructor(
    private readonly database: Database,
    private readonly safe: NameSafe,
    private readonly passwords: FirstPasswords,
    private readonly patrons: ImportPatrons,
    private readonly query: ReadinessQuery,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  @Post('invitations')
  @May('libraries.invite')
  @ApiCreatedResponse({ standardSchema: Invited })
  async invite(@CurrentUser() user: SignedInUser, @Body({ schema: InvitationBody }) body: InvitationBody): Promise<Invited> {
    const { password, hash } = await this.passwords.make();
    await this.database.transaction({ tenant: CONSORTIUM, actor: user.sub }, async (tx) =>
      unwrap(await inviteLibrary(tx, this.safe, body, hash)),
    );
    return { symbol: body.symbol, username: body.admin.username, firstPassword: password };
  }

  @Put('libraries/:symbol/set-up')
  @May('libraries.set-up')
  @ApiOkResponse({ standardSchema: LibraryProfile })
  setUp(
    @CurrentUser() user: SignedInUser,
    @Param('symbol', { schema: LibrarySymbol }) symbol: string,
    @Body({ schema: SetUpBody }) body: SetUpBody,
  ): Promise<Profile> {
    mustBeOwn(user, symbol);
    return this.database.transaction({ tenant: CONSORTIUM, actor: user.sub }, async (tx) =>
      unwrap(await changeLibrary(tx, await changedBy(tx, symbol, withoutAbsent(body)))),
    );
  }

  @Get('libraries/:symbol/readiness')
  @May('libraries.read')
  @ApiOkResponse({ standardSchema: Readiness })
  async readiness(
    @CurrentUser() user: SignedInUser,
    @Param('symbol', { schema: LibrarySymbol }) symbol: string,
  ): Promise<Readiness> {
    if (symbol !== user.tenant && !user.roles.includes('operator')) mustBeOwn(user, symbol);
    const facts = await this.query.facts(symbol);
    if (!facts) throw httpRejection(404, reject('unknown-library', `There is no library "${symbol}" you may see.`));
    const today = localDate(this.clock.now(), facts.profile.timeZone);
    const items = readinessOf({ ...facts, today, publicUrl: this.base.TRILLIUM_PUBLIC_URL });
    return { ready: isReady(items), items: [...items] };
  }

  /** A starting list, which the library confirms. */
  @Get('holidays')
  @May('libraries.read')
  @ApiOkResponse({ standardSchema: HolidayList })
  holidays(@Query({ schema: HolidayQuery }) { country, from }: HolidayQuery): HolidayList {
    const day = from ?? this.clock.now().toISOString().slice(0, 10);
    return { holidays: [...holidaysOf(country, day)], known: country in COUNTRIES };
  }

  /** Patrons from a file: first what would become of each line, then, with `commit`, that. */
  @Post('patron-imports')
  @HttpCode(200)
  @May('patrons.manage')
  @ApiOkResponse({ standardSchema: PatronsImported })
  async importPatrons(
    @Tenant() tenant: string,
    @CurrentUser() { sub }: SignedInUser,
    @Body({ schema: PatronFileBody }) { csv, mapping, group, endMissing, commit }: PatronFileBody,
  ): Promise<PatronsImported> {
    const file = unwrap(readPatrons(csv, mapping, group));
    const plan = await this.patrons.plan(tenant, file, endMissing);
    const refused = commit ? await this.patrons.carryOut(tenant, sub, plan) : [];
    const faults = [...file.faults, ...refused].toSorted((a, b) => a.line - b.line);
    return {
      committed: commit,
      columns: [...file.columns],
      mapping: file.mapping,
      added: plan.added.length - refused.filter(({ line }) => plan.added.some((one) => one.line === line)).length,
      changed: plan.changed.length - refused.filter(({ line }) => plan.changed.some((one) => one.line === line)).length,
      unchanged: plan.unchanged,
      ended: plan.ended.length,
      faulty: faults.length,
      faults: faults.slice(0, 100),
      sample: file.lines.slice(0, 5).map(({ cardNumber, familyName, givenName, email, group: of, blocked }) => ({
        cardNumber,
        familyName,
        givenName,
        email,
        group: of,
        blocked,
      })),
    };
  }
}

function mustBeOwn(user: SignedInUser, symbol: string): void {
  if (symbol !== user.tenant)
    throw httpRejection(404, reject('unknown-library', `There is no library "${symbol}" you may change.`));
}

const withoutAbsent = <T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
