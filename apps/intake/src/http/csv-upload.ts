import { Inject, Injectable, mixin, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { memoryStorage } from 'multer';
import type { Observable } from 'rxjs';
import { CONFIG } from '#lib/service';
import type { IntakeConfig } from '../config.ts';

/** What of a multipart file intake uses. */
export interface Uploaded {
  readonly originalname: string;
  readonly buffer: Buffer;
}

/** Takes one file of a multipart form into memory, up to the configured size: what is larger is refused while it still comes in. */
@Injectable()
class CsvUploadInterceptor implements NestInterceptor {
  readonly #inner: NestInterceptor;

  constructor(@Inject(CONFIG) config: IntakeConfig) {
    const fileSize = config.BATCH_MAX_MEGABYTES * 1_000_000;
    const Inner = FileInterceptor('file', {
      storage: memoryStorage(),
      limits: { fileSize, files: 1, fields: 10, fieldSize: 10_000 },
    });
    this.#inner = new Inner();
  }
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    return this.#inner.intercept(context, next);
  }
}
export const CsvUpload = mixin(CsvUploadInterceptor);
