import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { defineService } from '#lib/service';
import { CONNECTIONS } from './adapters/connections/connections.port.ts';
import { NetworkConnections } from './adapters/connections/network-connections.ts';
import { NodePasswords } from './adapters/node-passwords.ts';
import { Passwords } from './adapters/passwords.port.ts';
import { ChangePassword } from './app/change-password.ts';
import { FirstPasswords } from './app/first-passwords.ts';
import { NameSafe } from './app/names/name-safe.ts';
import { SealOldNames } from './app/names/seal-old-names.ts';
import { NewFirstPassword } from './app/new-first-password.ts';
import { SeedInstallation } from './app/seed-installation.ts';
import { SignIn } from './app/sign-in.ts';
import { REAL_TIME, SignInTries } from './app/sign-in-tries.ts';
import { directoryConfig } from './config.ts';
import { AccountsController } from './http/accounts.controller.ts';
import { ConnectorsController } from './http/connectors.controller.ts';
import { LibrariesController } from './http/libraries.controller.ts';
import { PartnersController } from './http/partners.controller.ts';
import { PatronsController } from './http/patrons.controller.ts';
import { SessionController } from './http/session.controller.ts';
import { PrismaService } from './prisma.service.ts';
import { ConnectorsQuery } from './queries/connectors.query.ts';
import { LibrariesQuery } from './queries/libraries.query.ts';
import { PeopleQuery } from './queries/people.query.ts';

@Module({
  imports: [ScheduleModule.forRoot()],
  controllers: [
    SessionController,
    LibrariesController,
    PartnersController,
    PatronsController,
    AccountsController,
    ConnectorsController,
  ],
  providers: [
    PrismaService,
    ConnectorsQuery,
    LibrariesQuery,
    PeopleQuery,
    SignIn,
    SignInTries,
    ChangePassword,
    FirstPasswords,
    NewFirstPassword,
    SeedInstallation,
    NameSafe,
    SealOldNames,
    { provide: CONNECTIONS, useFactory: () => new NetworkConnections() },
    { provide: Passwords, useFactory: () => new NodePasswords() },
    { provide: REAL_TIME, useValue: () => Date.now() },
  ],
})
export class DirectoryModule {}

export const directory = defineService({ name: 'directory', module: DirectoryModule, config: directoryConfig });
