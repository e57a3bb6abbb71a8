import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UploadedFile, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { Batch } from '#lib/contracts';
import { HOUR, reject, RejectionError, unwrap } from '#lib/kernel';
import { CLOCK, Database } from '#lib/messaging';
import { CONFIG, CurrentUser, May, PatronKeys, Tenant, type SignedInUser } from '#lib/service';
import type { Clock } from '#lib/kernel';
import { readRequestsFileGently } from '../app/read-requests-file.ts';
import { takeFile } from '../app/take-file.ts';
import type { IntakeConfig } from '../config.ts';
import { BatchQuery } from '../queries/batch.query.ts';
import { BatchList, Id, UploadQuery } from './shapes.ts';
import { CsvUpload, type Uploaded } from './csv-upload.ts';

const MEGABYTE = 1_000_000;

/** Files of requests. Staff upload for their own library; an operator for all, named in the column Library. */
@Controller('api/intake/batches')
@May('batches.read')
export class BatchesController {
  constructor(
    private readonly database: Database,
    private readonly keys: PatronKeys,
    private readonly batches: BatchQuery,
    @Inject(CONFIG) private readonly config: IntakeConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @May('batches.upload')
  @HttpCode(202)
  @UseInterceptors(CsvUpload)
  @ApiConsumes('multipart/form-data', 'text/csv')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } })
  @ApiAcceptedResponse({ standardSchema: Batch })
  async upload(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: UploadQuery }) { again, name }: UploadQuery,
    @Body() body: unknown,
    @UploadedFile() file: Uploaded | undefined,
  ): Promise<Batch> {
    const bytes = file?.buffer ?? (typeof body === 'string' ? Buffer.from(body) : undefined);
    if (!bytes)
      throw new RejectionError(
        reject('file-missing', 'There is no file in the request.', {
          field: 'file',
          remedy: 'Send a CSV file as the field "file" of a multipart form, or as the body with content-type text/csv.',
        }),
      );
    // a day that has passed everywhere on earth; each library's own day is looked at when its line is taken
    const today = new Date(this.clock.now().getTime() - 12 * HOUR).toISOString().slice(0, 10);
    const { BATCH_MAX_MEGABYTES, BATCH_MAX_LINES } = this.config;
    const read = unwrap(
      await readRequestsFileGently(bytes, { maxBytes: BATCH_MAX_MEGABYTES * MEGABYTE, maxLines: BATCH_MAX_LINES, today }),
    );
    const upload = { fileName: name ?? file?.originalname ?? 'requests.csv', bytes, uploadedBy: user.sub, again };
    const id = await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await takeFile(tx, upload, read, this.keys)),
    );
    return this.batches.batch(user.tenant, id);
  }

  @Get()
  @ApiOkResponse({ standardSchema: BatchList })
  async list(@Tenant() tenant: string): Promise<BatchList> {
    return { batches: await this.batches.list(tenant) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: Batch })
  one(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<Batch> {
    return this.batches.batch(tenant, id);
  }
}
