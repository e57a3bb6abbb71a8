import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { prismaAdapter, ServiceConnection } from '#lib/service';
import { PrismaClient } from './generated/prisma/client.ts';

@Injectable()
export class PrismaService extends PrismaClient implements OnModuleDestroy {
  constructor(connection: ServiceConnection) {
    super({ adapter: prismaAdapter(connection) });
  }
  onModuleDestroy(): Promise<void> {
    return this.$disconnect();
  }
}
