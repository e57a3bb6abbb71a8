import { NoticeLanguage } from '#lib/contracts';
import { NOTICES } from '#lib/policy';
import { htmlOf } from './html.ts';
import { checkWords, LONGEST, oneLine, write } from './template.ts';
import { FIELDS, fieldsOf, SHIPPED, type Words } from './words/words.ts';

const words = (part: Partial<Words>): Words => ({
  subject: 'Ready: {{ title }}',
  body: 'Hello {{ patron }}\n{{ link }}\n',
  ...part,
});
const fault = (part: Partial<Words>) => {
  const checked = checkWords('ready-for-pickup', words(part));
  return checked.ok ? undefined : checked.error;
};

describe('the words of notices', () => {
  it.each(NoticeLanguage.options.flatMap((language) => NOTICES.map((notice) => [language, notice] as const)))(
    'come with Trillium in %s for %s, and can be filled in',
    (language, notice) => {
      expect(checkWords(notice, SHIPPED[language][notice])).toEqual({ ok: true, value: undefined });
      const { subject, text, html } = write(notice, SHIPPED[language][notice], FIELDS);
      expect(subject).toContain(FIELDS.title);
      for (const needed of [FIELDS.patron, FIELDS.title, FIELDS.link, FIELDS.library, FIELDS.contact])
        expect(text).toContain(needed);
      expect(`${text}${html}`).not.toMatch(/\{\{|\}\}|\{%|undefined|null/);
    },
  );

  it('leave out what is not known', () => {
    const { due: _, ...known } = FIELDS;
    expect(write('ready-for-pickup', SHIPPED.en['ready-for-pickup'], known).text).not.toContain('return it by');
    expect(write('ready-for-pickup', SHIPPED.en['ready-for-pickup'], FIELDS).text).toContain('return it by 2025-10-31');
  });

  it.each([
    [
      'a name nobody knows, with its line',
      { body: 'Hello {{ patron }}\n\n{{ adress }} {{ link }}' },
      'unknown-variable',
      'body',
      'Line 3',
    ],
    ['a name of another notice', { subject: '{{ answer_by }}' }, 'unknown-variable', 'subject', 'Line 1'],
    [
      'a name within a condition that may never hold',
      { body: '{% if due %}{{ secret }}{% endif %}{{ link }}' },
      'unknown-variable',
      'body',
      'secret',
    ],
    ['a tag left open', { body: 'Hello\n{% if due %} {{ link }}' }, 'wrong-words', 'body', 'Line 2'],
    ['a brace left open', { body: 'Hello\n{{ link }' }, 'wrong-words', 'body', 'Line 2'],
    ['a filter there is not', { subject: '{{ title | shout }}' }, 'wrong-words', 'subject', 'undefined filter: shout'],
    ['another file', { body: '{% include "/etc/passwd" %}{{ link }}' }, 'wrong-words', 'body', 'tag "include" not found'],
    ['another file by render', { body: '{% render "x" %}{{ link }}' }, 'wrong-words', 'body', 'tag "render" not found'],
    ['a loop', { body: '{% for i in (1..99) %}x{% endfor %}{{ link }}' }, 'wrong-words', 'body', 'tag "for" not found'],
    [
      'what takes too much',
      { body: `{% assign a = "${'x'.repeat(90)}" %}${'{% assign a = a | append: a %}'.repeat(30)}{{ link }}` },
      'wrong-words',
      'body',
      'limit exceeded',
    ],
    ['the insides of a value', { body: '{{ title.constructor }} {{ link }}' }, 'wrong-words', 'body', 'title.constructor'],
    ['nothing', { subject: ' ' }, 'missing-words', 'subject', 'empty'],
    ['a subject that comes to nothing', { subject: '{% if false %}x{% endif %}' }, 'missing-words', 'subject', 'empty'],
    ['too much', { body: 'x'.repeat(LONGEST.body + 1) }, 'too-long', 'body', '8001'],
    ['no way back', { body: 'Hello {{ patron }}' }, 'no-way-back', 'body', 'whom to ask'],
  ])('refuse %s', (_, part, code, field, text) => {
    expect(fault(part)).toMatchObject({
      code,
      field,
      message: expect.stringContaining(text),
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('read what is filled in neither as template, nor as HTML, nor as a header', () => {
    const nasty = '{{ link }}{% include "x" %}<img src=x onerror=alert(1)>\r\nBcc: everybody@example.org\u2028X-Evil: 1';
    const { subject, text, html } = write('delivered', words({ body: '{{ title }} for {{ patron }} {{ link }}' }), {
      ...FIELDS,
      title: nasty,
      patron: '<b>Ada</b> & "co"',
    });
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}]/u);
    expect(subject.length).toBeLessThanOrEqual(LONGEST.subject);
    expect(text).toContain('{{ link }}{% include "x" %}');
    expect(html).not.toMatch(/<img|<b>Ada/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(oneLine('a\r\n b\u0000c', 10)).toBe('a b c');
  });

  it('make links of addresses, and nothing else of anything', () => {
    const html = htmlOf('See https://a.example/x?a=1&b="2 now.\njavascript:alert(1)\n\nBye', 'A & B');
    expect(html).toContain('<a href="https://a.example/x?a=1&amp;b="');
    expect(html).not.toContain('href="javascript');
    expect(html).toContain('A &amp; B');
    expect(html).not.toMatch(/src=|url\(/);
  });

  it('name only what the notice has', () => {
    expect(fieldsOf('delivered')).not.toContain('due');
    expect(fieldsOf('overdue')).toEqual(expect.arrayContaining(['due', 'place', 'link']));
  });
});
