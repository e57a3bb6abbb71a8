import type { Rejection } from '#lib/kernel';
import { fieldsOfAnswer, type AnswerField } from '../domain/email/answers.ts';
import { html, type Html } from '../domain/email/html.ts';
import { ANSWER_LANGUAGES, en, type AnswerWords } from '../domain/email/words/index.ts';
import type { Asked } from '../app/email/take-answer.ts';

type Form = Readonly<Record<string, unknown>>;

const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;color:#222;background:#fff;max-width:38rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;border-bottom:3px solid #2f6b3a;padding-bottom:.4rem}label,legend{display:block;font-weight:600;margin-top:1rem}
fieldset{border:0;padding:0;margin:0}fieldset label{font-weight:400;margin-top:.3rem}small{display:block;color:#555}
input:not([type=checkbox]),select,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.4rem;border:1px solid #777;border-radius:4px}
button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.6rem 1.2rem;background:#2f6b3a;color:#fff;border:0;border-radius:4px}
footer{margin-top:2rem;font-size:.9rem}a{color:#1d5a8a}[role=alert]{border-left:4px solid #b00020;padding:.2rem .8rem}`;

/** The same page in the other languages: what was filled in is not taken along. */
const others = ({ language }: AnswerWords): Html[] =>
  Object.entries(ANSWER_LANGUAGES).flatMap(([code, name]) =>
    code === language ? [] : [html`<a href="?language=${code}" hreflang="${code}" lang="${code}">${name}</a>`],
  );

const page = (title: string, content: Html, nonce: string, words: AnswerWords): string =>
  html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>${others(words)}</footer>
      </body>
    </html> `.text;

const isTicked = (filled: Form, name: string, value: string): boolean => [filled[name]].flat().includes(value);
const textIn = (filled: Form, name: string): string => (typeof filled[name] === 'string' ? filled[name] : '');

function control(field: AnswerField, filled: Form, currency: string): Html {
  const { name, label, kind } = field;
  const value = textIn(filled, name);
  const needed = field.required ? html` required` : html``;
  const hint = field.hint ? html`<small id="${name}-hint">${field.hint}</small>` : html``;
  const described = field.hint ? html` aria-describedby="${name}-hint"` : html``;
  if (kind === 'choices') {
    const boxes = Object.entries(field.values).map(
      ([code, words]) =>
        html`<label
          ><input type="checkbox" name="${name}" value="${code}" ${isTicked(filled, name, code) ? html` checked` : html``} />
          ${words}</label
        >`,
    );
    return html`<fieldset>
      <legend>${label}</legend>
      ${boxes}
    </fieldset>`;
  }
  const shown = kind === 'amount' ? `${label} (${currency})` : label;
  if (kind === 'choice') {
    const options = Object.entries(field.values).map(
      ([code, words]) => html`<option value="${code}" ${value === code ? html` selected` : html``}>${words}</option>`,
    );
    return html`<label for="${name}">${shown}</label
      ><select id="${name}" name="${name}" ${needed}>
        <option value="">…</option>
        ${options}</select
      >${hint}`;
  }
  if (kind === 'note')
    return html`<label for="${name}">${shown}</label
      ><textarea id="${name}" name="${name}" rows="3" maxlength="500">${value}</textarea>`;
  const type = { text: 'text', date: 'date', amount: 'text', url: 'url' }[kind];
  const numeric = kind === 'amount' ? html` inputmode="decimal"` : html``;
  return html`<label for="${name}">${shown}</label
    ><input id="${name}" name="${name}" type="${type}" value="${value}" ${numeric}${needed}${described} />${hint}`;
}

const about = ({ library, title, requestId }: Asked, { page: says }: AnswerWords): Html =>
  html`<p>${says.asksFor(library)} <strong>${title}</strong><br /><small>${says.request(requestId)}</small></p>`;

/** The form that confirms one answer. Works without script; the browser sends nothing before the button is pressed. */
export function formPage(asked: Asked, nonce: string, words: AnswerWords, filled: Form = {}, fault?: Rejection): string {
  const { answer, service, currency } = asked;
  const fields = fieldsOfAnswer(answer, service, words).map((field) => control(field, filled, currency));
  const alert = fault ? html`<p role="alert">${[fault.message, fault.remedy].filter(Boolean).join(' ')}</p>` : html``;
  const title = words.answers[answer];
  return page(
    title,
    html`${about(asked, words)}${alert}
      <form method="post">${fields}<button>${words.page.confirm(title)}</button></form>`,
    nonce,
    words,
  );
}

export const takenPage = (asked: Asked, nonce: string, words: AnswerWords): string =>
  page(
    words.page.thanks,
    html`${about(asked, words)}
      <p>${words.page.taken} <strong>${words.answers[asked.answer]}</strong>. ${words.page.close}</p>`,
    nonce,
    words,
  );

export function overPage({ code, message, remedy }: Rejection, nonce: string, words: AnswerWords = en): string {
  const { nothing, over } = words.page;
  const known = code === 'link-over' || code === 'not-found' ? over[code] : undefined;
  return page(nothing, html`<p>${known ?? [message, remedy].filter(Boolean).join(' ')}</p>`, nonce, words);
}
