import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Database } from '#lib/messaging';
import {
  BASE_CONFIG,
  defineService,
  Mailer,
  OPENED_OF_PATRON,
  PoliciesModule,
  Retention,
  SmtpMailer,
  type BaseConfig,
} from '#lib/service';
import { CONNECTIONS } from './adapters/connections/connections.port.ts';
import { NetworkConnections } from './adapters/connections/network-connections.ts';
import { NodePasswords } from './adapters/node-passwords.ts';
import { LibrarySystems } from './adapters/library-system.port.ts';
import { OpenIdProviders } from './adapters/openid.port.ts';
import { OpenId } from './adapters/openid.ts';
import { Passwords } from './adapters/passwords.port.ts';
import { SIMULATED_OUTSIDE } from './adapters/simulated-outside.port.ts';
import { World } from './adapters/simulated-outside.ts';
import { Circulation } from './adapters/circulation.port.ts';
import { NcipCirculation } from './adapters/ncip-circulation.ts';
import { Sip2 } from './adapters/sip2/sip2.ts';
import { LARGEST_MAIL, MailListener } from './adapters/mail-in/mail-listener.ts';
import { TakeMail } from './app/mail-in/take-mail.ts';
import { ChangePassword } from './app/change-password.ts';
import { AskForPatron, PlaceHoldJob, RemoveHoldJob } from './app/circulation/holds.ts';
import { LookUpPatronJob, PatronAtSystem } from './app/circulation/look-up-patron.ts';
import { CirculateCopyJob } from './app/circulation/lend-copy.ts';
import { TellSystemJob } from './app/circulation/tell-system.ts';
import { ErasePatron } from './app/erasing/erase-patron.ts';
import { formerPatrons } from './app/erasing/former-patrons.ts';
import { LIBRARIES } from './app/known-libraries.ts';
import { Tombstones } from './app/erasing/tombstones.ts';
import { FirstPasswords } from './app/first-passwords.ts';
import { KeepProvided } from './app/keep-provided.ts';
import { LibrarySystem } from './app/library-system.ts';
import { Machines } from './app/machines.ts';
import { NameSafe } from './app/names/name-safe.ts';
import { ProxyDeadlines } from './app/proxies.ts';
import { SealOldNames } from './app/names/seal-old-names.ts';
import { FollowedDeadlines, NoticeDeadlines } from './app/notices/deadlines.ts';
import { FollowRequests } from './app/notices/follow.ts';
import { SendNoticeJob } from './app/notices/send-notice.ts';
import { Tell } from './app/notices/tell.ts';
import { TestNotice } from './app/notices/test-notice.ts';
import { ImportPatrons } from './app/patron-import/import-patrons.ts';
import { NewFirstPassword } from './app/new-first-password.ts';
import { Practice } from './app/practice/practice.ts';
import { SweepPractice } from './app/practice/sweep.ts';
import { ProviderSignIn } from './app/provider.ts';
import { SecondFactors } from './app/second-factor.ts';
import { SeedInstallation } from './app/seed-installation.ts';
import { SignInSettings } from './app/sign-in-settings.ts';
import { SignIn } from './app/sign-in.ts';
import { TestSignIn } from './adapters/connections/sign-in.ts';
import { REAL_TIME, SignInTries } from './app/sign-in-tries.ts';
import { directoryConfig } from './config.ts';
import { IntakeEvents } from './events/intake.ts';
import { FulfillmentCommands } from './events/fulfillment.ts';
import { RequestEvents } from './events/requests.ts';
import { AccountsController } from './http/accounts.controller.ts';
import { MailInController } from './http/mail-in.controller.ts';
import { ConversationController } from './http/conversation.controller.ts';
import { ConnectorsController } from './http/connectors.controller.ts';
import { JoiningController } from './http/joining.controller.ts';
import { LibrariesController } from './http/libraries.controller.ts';
import { CountriesController } from './http/countries.controller.ts';
import { PartnersController } from './http/partners.controller.ts';
import { NoticeWordsController } from './http/notice-words.controller.ts';
import { NoticesController } from './http/notices.controller.ts';
import { PatronsController } from './http/patrons.controller.ts';
import { OwnProxiesController, ProxiesController } from './http/proxies.controller.ts';
import { MachinesController } from './http/machines.controller.ts';
import { PracticeController } from './http/practice.controller.ts';
import { ProviderController } from './http/provider.controller.ts';
import { SecondFactorController } from './http/second-factor.controller.ts';
import { SessionController } from './http/session.controller.ts';
import { SignInSettingsController } from './http/sign-in-settings.controller.ts';
import { SetUpEvents } from './events/set-up.ts';
import { WishesController } from './http/wishes.controller.ts';
import { PrismaService } from './prisma.service.ts';
import { ConversationQuery } from './queries/conversation.query.ts';
import { ConnectorsQuery } from './queries/connectors.query.ts';
import { DIRECTORY_KEEPS, WhoPatronIs } from './queries/kept-of-patron.ts';
import { LibrariesQuery } from './queries/libraries.query.ts';
import { NoticeTasks } from './queries/notice-tasks.ts';
import { NoticeWordsQuery } from './queries/notice-words.query.ts';
import { PatronWrote } from './queries/patron-wrote-tasks.ts';
import { PeopleQuery } from './queries/people.query.ts';
import { ProxiesQuery } from './queries/proxies.query.ts';
import { ReadinessQuery } from './queries/readiness.query.ts';
import { WishesQuery } from './queries/wishes.query.ts';

@Module({
  imports: [ScheduleModule.forRoot(), PoliciesModule.keeping('notices')],
  exports: [OPENED_OF_PATRON],
  controllers: [
    SessionController,
    SecondFactorController,
    ProviderController,
    SignInSettingsController,
    MachinesController,
    LibrariesController,
    PartnersController,
    CountriesController,
    PatronsController,
    OwnProxiesController,
    ProxiesController,
    AccountsController,
    ConnectorsController,
    JoiningController,
    SetUpEvents,
    IntakeEvents,
    WishesController,
    RequestEvents,
    FulfillmentCommands,
    NoticesController,
    ConversationController,
    MailInController,
    NoticeWordsController,
    PracticeController,
  ],
  providers: [
    PrismaService,
    ConnectorsQuery,
    ReadinessQuery,
    ImportPatrons,
    LibrariesQuery,
    PeopleQuery,
    ProxiesQuery,
    ProxyDeadlines,
    WishesQuery,
    SignIn,
    SignInTries,
    SignInSettings,
    SecondFactors,
    LibrarySystem,
    ProviderSignIn,
    KeepProvided,
    Machines,
    TestSignIn,
    ChangePassword,
    FirstPasswords,
    NewFirstPassword,
    SeedInstallation,
    NameSafe,
    SealOldNames,
    ErasePatron,
    Tombstones,
    {
      provide: Retention,
      useFactory: (database: Database, erasing: ErasePatron) => new Retention(database, LIBRARIES, [formerPatrons(erasing)]),
      inject: [Database, ErasePatron],
    },
    { provide: OPENED_OF_PATRON, useClass: WhoPatronIs },
    FollowRequests,
    Tell,
    TestNotice,
    SendNoticeJob,
    { provide: Circulation, useClass: NcipCirculation },
    PatronAtSystem,
    LookUpPatronJob,
    TellSystemJob,
    CirculateCopyJob,
    AskForPatron,
    PlaceHoldJob,
    RemoveHoldJob,
    FollowedDeadlines,
    NoticeDeadlines,
    NoticeTasks,
    PatronWrote,
    TakeMail,
    MailListener,
    ConversationQuery,
    NoticeWordsQuery,
    { provide: Mailer, useClass: SmtpMailer },
    Practice,
    SweepPractice,
    { provide: CONNECTIONS, useFactory: () => new NetworkConnections() },
    { provide: Passwords, useFactory: () => new NodePasswords() },
    { provide: LibrarySystems, useFactory: () => new Sip2() },
    { provide: OpenIdProviders, useFactory: () => new OpenId() },
    {
      provide: SIMULATED_OUTSIDE,
      inject: [BASE_CONFIG],
      useFactory: ({ TRILLIUM_PRACTICE_URL }: BaseConfig) => new World(TRILLIUM_PRACTICE_URL),
    },
    { provide: REAL_TIME, useValue: () => Date.now() },
  ],
})
export class DirectoryModule {}

// a patron whose membership has ended has no account either
const STANDINGS = `select a.roles, a.active and coalesce(p.active, true) as active
  from account a left join patron p on p.id = a.patron_id where a.id = $1`;

export const directory = defineService({
  name: 'directory',
  module: DirectoryModule,
  config: directoryConfig,
  keptOfPatron: DIRECTORY_KEEPS,
  bodyLimit: { json: 24_000_000, raw: { path: '/api/directory/mail-in', bytes: LARGEST_MAIL } },
  standings: STANDINGS,
});
