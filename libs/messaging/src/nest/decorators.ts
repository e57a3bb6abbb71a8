import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import type { DeadlineRunner } from '../deadlines.ts';
import type { JobOptionsOfKind, JobRunner } from '../jobs/job.ts';
import type { JobKind } from '../jobs/worker.ts';

const JOB = 'trillium:job';
const DEADLINE = 'trillium:deadline';

interface JobMark {
  readonly kind: string;
  readonly options: JobOptionsOfKind;
}

/** Marks a provider (a JobRunner) that does the jobs of one kind. */
export const JobHandler = (kind: string, options: JobOptionsOfKind): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(JOB, { kind, options } satisfies JobMark));

/** Marks a provider (a DeadlineRunner) for the aggregates of one table. */
export const DeadlineHandler = (table: string): ClassDecorator => applyDecorators(Injectable(), SetMetadata(DEADLINE, table));

/** Every provider that carries that mark, with it. */
const marked = (discovery: DiscoveryService, key: string): { mark: unknown; instance: unknown; name: string }[] => {
  const found = new Map<unknown, { mark: unknown; instance: unknown; name: string }>();
  for (const { instance } of discovery.getProviders() as { instance: unknown }[]) {
    if (typeof instance !== 'object' || instance === null || found.has(instance)) continue;
    const mark: unknown = Reflect.getMetadata(key, instance.constructor);
    if (mark !== undefined) found.set(instance, { mark, instance, name: instance.constructor.name });
  }
  return [...found.values()];
};

const onlyOne = <T>(map: Map<string, T>, key: string, value: T, name: string): void => {
  if (map.has(key)) throw new Error(`${name}: "${key}" has a handler already`);
  map.set(key, value);
};

/** The job handlers among an application's providers. @throws Error where two want the same kind. */
export function findJobs(discovery: DiscoveryService): Map<string, JobKind> {
  const kinds = new Map<string, JobKind>();
  for (const { mark, instance, name } of marked(discovery, JOB)) {
    const { kind, options } = mark as JobMark;
    onlyOne(kinds, kind, { options, runner: instance as JobRunner }, name);
  }
  return kinds;
}

/** The deadline handlers among an application's providers, by table. @throws Error where two want the same table. */
export function findDeadlines(discovery: DiscoveryService): Map<string, DeadlineRunner> {
  const tables = new Map<string, DeadlineRunner>();
  for (const { mark, instance, name } of marked(discovery, DEADLINE))
    onlyOne(tables, mark as string, instance as DeadlineRunner, name);
  return tables;
}
