import { Logger as NestLogger } from '@nestjs/common';
import { correlate, inLogContext } from './context.ts';
import { makeLog, NestLog, type LogOptions } from './logger.ts';
import { scrub, scrubText } from './scrub.ts';

const lines = (options: Partial<LogOptions> = {}) => {
  const written: string[] = [];
  const log = new NestLog(
    makeLog({ level: 'info', format: 'json', destination: { write: (line) => void written.push(line) }, ...options }),
  );
  return { log, written, first: () => JSON.parse(written[0] ?? 'null') as Record<string, unknown> };
};

describe('what the log never holds', () => {
  it.each([
    ['Authorization: Bearer abc.def-1', 'Authorization: Bearer [cut]'],
    ['no answer from postgresql://owner:hunter2@db:5432/t', 'no answer from postgresql://owner:[cut]@db:5432/t'],
    ['mail to ann.smith@lib.example.org failed', 'mail to [e-mail] failed'],
    ['token eyJhbGciOi.eyJzdWIi.sIgNaTuRe', 'token [cut]'],
  ])('%s', (text, left) => {
    expect(scrubText(text)).toBe(left);
  });

  it('secrets and persons in objects, however deep', () => {
    const cut = scrub({
      headers: { cookie: 'x', Authorization: 'y', accept: 'z' },
      who: [{ patronName: 'Ann', email: 'a@b.c', patronRef: 'p_1' }],
      apiKey: 1,
    });
    expect(cut).toEqual({
      headers: { cookie: '[cut]', Authorization: '[cut]', accept: 'z' },
      who: [{ patronName: '[cut]', email: '[cut]', patronRef: 'p_1' }],
      apiKey: '[cut]',
    });
  });

  it('survives what refers to itself', () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    expect(JSON.stringify(scrub(round))).toContain('[deep]');
  });
});

describe('the log', () => {
  it('writes JSON lines with level, time and context', () => {
    const { log, first } = lines();
    log.log('told', 'Somewhere');
    expect(first()).toMatchObject({ level: 30, context: 'Somewhere', msg: 'told', time: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  it('writes errors with their stack', () => {
    const { log, first } = lines();
    log.error(new Error('broken'), 'Somewhere');
    expect(first()).toMatchObject({
      level: 50,
      context: 'Somewhere',
      msg: 'broken',
      err: { type: 'Error', stack: expect.stringContaining('logger.spec') },
    });
  });

  it('takes a stack as Nest passes it', () => {
    const { log, first } = lines();
    log.error('broken', 'Error: broken\n    at there', 'Somewhere');
    expect(first()).toMatchObject({ context: 'Somewhere', err: { stack: 'Error: broken\n    at there' } });
  });

  it('is what Nest’s own Logger writes to', () => {
    const { log, first } = lines();
    NestLogger.overrideLogger(log);
    new NestLogger('UseCase').warn({ message: 'odd', count: 2, password: 'x' });
    NestLogger.overrideLogger(false);
    expect(first()).toMatchObject({ level: 40, context: 'UseCase', msg: 'odd', count: 2, password: '[cut]' });
  });

  it('says what the line belongs to', () => {
    const { log, first } = lines();
    inLogContext({ requestId: 'r-1' }, () => {
      correlate('0198c0de');
      log.log('told', 'Somewhere');
    });
    expect(first()).toMatchObject({ msg: 'told', requestId: 'r-1', correlation: '0198c0de' });
  });

  it('leaves out what is below its level, and Nest’s list of routes', () => {
    const { log, written } = lines();
    log.debug('small', 'X');
    log.log('Mapped {/api, GET} route', 'RouterExplorer');
    expect(written).toEqual([]);
  });

  it('writes text for people', () => {
    const { log, written } = lines({ format: 'text' });
    log.warn({ message: 'slow', ms: 12 }, 'Http');
    expect(written[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} warn {2}Http slow ms=12\n$/);
  });
});
