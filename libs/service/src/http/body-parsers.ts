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
}

const XML = ['application/xml', 'text/xml', 'application/*+xml'];

/** Reads bodies into `@Body()`, each kind with its limit; the limit is checked while reading, so nothing larger is ever held. */
export function useBodyParsers(app: NestExpressApplication, limits: BodyLimits = {}): void {
  app.use(express.json({ limit: limits.json ?? MEGABYTE, type: ['application/json', 'application/*+json'] }));
  app.use(express.text({ limit: limits.xml ?? MEGABYTE, type: XML }));
  app.use(express.text({ limit: limits.text ?? MEGABYTE, type: ['text/plain', 'text/csv'] }));
  app.use(express.urlencoded({ limit: 64 * 1024, extended: false, parameterLimit: 200 }));
  app.use(unreadable);
}

const log = new Logger('Http');
/** Answered here, where the parser's error still has its limit and the text; Nest would keep nothing but the message. */
const unreadable: ErrorRequestHandler = (error, request, response, _next) =>
  answerProblem(error, request, response, (unforeseen) => log.error(unforeseen));
