import { Injectable } from '@nestjs/common';
import { reject } from '#lib/kernel';
import { Database, statement } from '#lib/messaging';
import { httpRejection } from '#lib/service';
import type { Whose } from './request-list.query.ts';

const TENANT = statement('select tenant from intake.request_view where id = $1');

@Injectable()
export class RequestTenantQuery {
  constructor(private readonly database: Database) {}

  /** An operator who looks at all libraries' requests acts at the one the request is of. */
  async of(id: string, whose: Whose): Promise<Whose> {
    if (!whose.everybody) return whose;
    const [row] = await this.database.asRelay<{ tenant: string }>(TENANT, [id]);
    if (!row)
      throw httpRejection(
        404,
        reject('not-found', 'There is no such request.', { remedy: 'Look it up in the list of requests.' }),
      );
    return { tenant: row.tenant };
  }
}
