import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type ErrorRequestHandler } from 'express';
import { Logger } from '@nestjs/common';
import { answerProblem } from './problem.filter.ts';

const MEGABYTE = 1024 * 1024;

/** The most bytes a body may have, by kind. Uploads (multipart) are limited where they are taken. */
export interface BodyLimits {
  readonly json?: number;
  /** text/plain, text/csv */
  readonly text?: number;
  /** application/xml, text/xml and what ends in +xml; arrives as text */
  readonly xml?: number;
  /** A path whose bodies arrive as bytes, whatever they call themselves; compressed ones are opened, up to the limit */
  readonly raw?: { readonly path: string; readonly bytes: number };
}

/** Levels of lists and objects within each other; the deepest shape of ours has nine. */
const DEEPEST = 64;

/** Refused before it is parsed: whoever walks through a value afterwards may do so level by level. */
export function checkDepth(body: Buffer): void {
  let depth = 0;
  let text = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (text) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) text = false;
    } else if (byte === 0x22) text = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > DEEPEST)
        throw Object.assign(new Error(`deeper than ${DEEPEST}`), { type: 'json.too.deep', status: 400, limit: DEEPEST });
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
}

const XML = ['application/xml', 'text/xml', 'application/*+xml'];

/** Reads bodies into `@Body()`, each kind with its limit; the limit is checked while reading, so nothing larger is ever held. */
export function useBodyParsers(app: NestExpressApplication, limits: BodyLimits = {}): void {
  const verify = (_request: unknown, _response: unknown, body: Buffer): void => checkDepth(body);
  if (limits.raw) app.use(limits.raw.path, express.raw({ limit: limits.raw.bytes, type: () => true }));
  app.use(express.json({ limit: limits.json ?? MEGABYTE, type: ['application/json', 'application/*+json'], verify }));
  app.use(express.text({ limit: limits.xml ?? MEGABYTE, type: XML }));
  app.use(express.text({ limit: limits.text ?? MEGABYTE, type: ['text/plain', 'text/csv'] }));
  app.use(express.urlencoded({ limit: 64 * 1024, extended: false, parameterLimit: 200 }));
  app.use(unreadable);
}

const log = new Logger('Http');
/** Answered here, where the parser's error still has its limit and the text; Nest would keep nothing but the message. */
const unreadable: ErrorRequestHandler = (error, request, response, _next) =>
  answerProblem(error, request, response, (unforeseen) => log.error(unforeseen));
