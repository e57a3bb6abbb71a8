import fc from 'fast-check';
import { Seals } from '#lib/service';
import { readMessage, writeMessage } from '#lib/iso18626';
import { ANSWERS, answersTo, fieldsOfAnswer, type Answer } from '../../domain/email/answers.ts';
import { en, es, wordsFor, type AnswerWords } from '../../domain/email/words/index.ts';
import { readAnswer } from '../../domain/email/read-answer.ts';
import { interpret } from '../iso18626/interpret.ts';
import { answerMessage } from './answer-message.ts';
import { linkPath, readLink, type Link } from './links.ts';

const about = { library: 'LCC', partner: 'MED', requestId: 'r-1', isCopy: false, at: '2025-10-06T14:00:00.000Z' };
const said = (answer: Answer, form: object, isCopy = false) => {
  const given = readAnswer(answer, isCopy ? 'copy' : 'loan', form as Record<string, unknown>, 'USD');
  if (!given.ok) return given.error;
  const body = answerMessage(answer, given.value, { ...about, isCopy });
  const xml = writeMessage({ kind: 'supplyingAgencyMessage', version: '2021-2', body });
  const read = readMessage(xml);
  // what is kept is a message that could have come by ISO 18626
  expect(read).toMatchObject({ ok: true, value: { kind: 'supplyingAgencyMessage' } });
  return interpret(body);
};

describe('an answer by a link', () => {
  it.each<[Answer, object, boolean, object]>([
    ['will-send', { note: ' Friday\n morning ' }, false, { on: 'says-will-supply', word: { note: 'Friday morning' } }],
    [
      'sent',
      { dueDate: '2025-11-03', cost: '$15.00', tracking: '1Z5R89390357567127', carrier: 'UPS', conditions: ['LibraryUseOnly'] },
      false,
      {
        on: 'says-loaned',
        word: { dueDate: '2025-11-03', cost: { minor: 1500, currency: 'USD' }, loanConditions: ['LibraryUseOnly'] },
      },
    ],
    [
      'sent',
      { url: 'https://lender.example/a.pdf' },
      true,
      { on: 'says-copy-completed', word: { url: 'https://lender.example/a.pdf' } },
    ],
    ['sent', {}, true, { on: 'says-copy-completed' }],
    [
      'cannot',
      { reason: 'NotOnShelf', note: 'Missing' },
      false,
      { on: 'says-unfilled', word: { reason: 'Not on shelf: Missing' } },
    ],
    ['condition', { cost: '40' }, false, { on: 'says-retry-possible', word: { offered: { minor: 4000, currency: 'USD' } } }],
    [
      'condition',
      { conditions: 'LibraryUseOnly' },
      false,
      { on: 'says-retry-possible', word: { loanConditions: ['LibraryUseOnly'] } },
    ],
    [
      'later',
      { after: '2025-12-01', reason: 'OnLoan' },
      false,
      { on: 'says-retry-possible', word: { reason: 'On loan', retryAfter: '2025-12-01T00:00:00.000Z' } },
    ],
    ['cancelled', {}, false, { on: 'says-cancelled' }],
    ['renewed', { dueDate: '2025-12-01' }, false, { on: 'says-renewed', word: { dueDate: '2025-12-01' } }],
    ['not-renewed', { note: 'Reserved' }, false, { on: 'says-renew-refused', word: { note: 'Reserved' } }],
    ['came-back', {}, false, { on: 'says-loan-completed' }],
  ])('“%s” with %j is what ISO 18626 would have said', (answer, form, isCopy, command) => {
    expect(said(answer, form, isCopy)).toMatchObject({ by: 'lender', ...command });
  });

  it.each<[Answer, object, string]>([
    ['cannot', {}, 'reason'],
    ['cannot', { reason: 'toString' }, 'reason'],
    ['later', { after: '2025-02-30', reason: 'OnLoan' }, 'after'],
    ['later', { reason: 'OnLoan' }, 'after'],
    ['sent', { dueDate: '3 Nov' }, 'dueDate'],
    ['sent', { cost: '-5' }, 'cost'],
    ['sent', { cost: '1,500' }, 'cost'],
    ['condition', { cost: '0' }, 'cost'],
    ['condition', {}, 'cost'],
    ['renewed', {}, 'dueDate'],
    ['will-send', { note: 'x'.repeat(501) }, 'note'],
  ])('“%s” with %j names the field', (answer, form, field) => {
    expect(said(answer, form)).toMatchObject({ field, remedy: expect.any(String) });
  });

  it('takes no link that is none', () => {
    expect(said('sent', { url: 'javascript:alert(1)' }, true)).toMatchObject({ field: 'url' });
  });

  it('reads whatever is posted without falling over, and passes over what the form does not have', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ANSWERS), fc.dictionary(fc.string(), fc.anything()), (answer, form) => {
        const read = readAnswer(answer, 'loan', form, 'USD');
        const names: unknown[] = fieldsOfAnswer(answer, 'loan').map(({ name }) => name);
        const named: unknown[] = read.ok ? Object.keys(read.value) : [read.error.field];
        expect(named.filter((name) => !names.includes(name))).toEqual([]);
      }),
    );
  });

  it('is offered by no message that only tells something', () => {
    expect(['Received', 'Lost', 'Notification'].map(answersTo)).toEqual([[], [], []]);
    expect(answersTo('Cancel')).toContain('sent');
    for (const { answers } of [en, es]) expect(Object.keys(answers)).toEqual([...ANSWERS]);
  });
});

describe('the words of the pages', () => {
  const coded = ({ unfilled, later, conditions }: AnswerWords) =>
    [unfilled, later, conditions].map((codes) => Object.keys(codes));
  it('are the same codes in each language, and no sentence is left in another', () => {
    expect(coded(es)).toEqual(coded(en));
    const texts = ({ answers, labels, hints, unfilled, later, conditions, page }: AnswerWords): string[] =>
      [answers, labels, hints, unfilled, later, conditions, page.over].flatMap((words) => Object.values<string>(words));
    expect(texts(es).filter((text) => texts(en).includes(text))).toEqual([]);
  });
  it.each<[unknown, string | undefined, string]>([
    [undefined, 'es-MX,es;q=0.9,en;q=0.8', 'es'],
    [undefined, 'de, en;q=0.5, es;q=0.7', 'es'],
    [undefined, 'fr', 'en'],
    [undefined, 'es;q=0, en;q=0.1', 'en'],
    [undefined, undefined, 'en'],
    ['en', 'es', 'en'],
    ['es', 'en', 'es'],
    ['tlh', 'es', 'es'],
    [['es', 'en'], 'en', 'en'],
    [undefined, 'toString, __proto__;q=2', 'en'],
  ])('asked for in %j, liked %j: %s', (chosen, accepted, language) => {
    expect(wordsFor(chosen, accepted).language).toBe(language);
  });
  it('name a fault in the language of the page', () => {
    expect(readAnswer('cannot', 'loan', {}, 'USD', es)).toMatchObject({
      error: { field: 'reason', message: '«Por qué» no está como debe.', remedy: 'Aquí hace falta.' },
    });
  });
});

describe('a link', () => {
  const seals = new Seals('a secret of at least thirty-two characters');
  const link: Link = {
    attemptId: '0198c0de-0000-7000-8000-000000000001',
    requestId: '0198c0de-0000-7000-8000-000000000001.1',
    partner: 'MED',
    answer: 'cannot',
    mail: '0000abcd',
  };
  const token = linkPath(seals, 'LCC', link).split('/').at(-1)!;

  it('says what it is for', () => expect(readLink(seals, 'LCC', token)).toEqual(link));
  it('is good for its library alone', () => expect(readLink(seals, 'TSU', token)).toBeUndefined());
  it('is good under the installation’s secret alone', () =>
    expect(readLink(new Seals('another secret of at least thirty-two chars'), 'LCC', token)).toBeUndefined());
  it('cannot be made out of something else that is sealed for the library', () =>
    expect(readLink(seals, 'LCC', seals.seal('LCC', JSON.stringify(link), 'connector smtp password'))).toBeUndefined());
  it('cannot be changed', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 2), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'), (at, sign) => {
        const changed = token.slice(0, at) + sign + token.slice(at + 1);
        // (base64url has spare bits in its last sign, which stand for nothing)
        fc.pre(changed !== token);
        expect(readLink(seals, 'LCC', changed)).toBeUndefined();
      }),
    );
  });
});
