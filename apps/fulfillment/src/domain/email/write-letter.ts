import type { Answer } from './answers.ts';
import { html } from './html.ts';
import type { Letter } from './letter.ts';
import { en } from './words/index.ts';

export interface LinkOf {
  readonly answer: Answer;
  readonly url: string;
}

const HOW =
  'Each link opens a page on which you confirm; opening it changes nothing, and nobody has to sign in. Or simply answer this mail: a person reads it.';
const FORM = 'Fields as in the ALA Interlibrary Loan Request Form';

/** The letter as plain text. */
export function letterText(
  { intro, fields, answers }: Pick<Letter, 'intro' | 'fields' | 'answers'>,
  links: readonly LinkOf[],
): string {
  const width = Math.max(...fields.map(({ name }) => name.length)) + 2;
  const form = fields.map(({ name, value }) => `${`${name}:`.padEnd(width)}${value}`);
  const asked = links.flatMap(({ answer, url }) => [`${en.answers[answer]}:`, `  ${url}`]);
  return [intro, '', ...form, '', ...(answers.length ? [...asked, '', HOW, ''] : []), FORM, ''].join('\n');
}

/** The same for those who read mail as HTML; no script, no picture, nothing fetched. */
export function letterHtml({ subject, intro, fields, answers }: Letter, links: readonly LinkOf[]): string {
  const cell = 'padding:2px 12px 2px 0;vertical-align:top;text-align:left';
  const rows = fields.map(
    ({ name, value }) =>
      html`<tr>
        <th scope="row" style="${cell};font-weight:600">${name}</th>
        <td style="${cell}">${value}</td>
      </tr>`,
  );
  const items = links.map(
    ({ answer, url }) => html`<li style="margin:6px 0"><a href="${url}" style="color:#2f6b3a">${en.answers[answer]}</a></li>`,
  );
  const asked = answers.length
    ? html`<ul>
          ${items}
        </ul>
        <p style="color:#555">${HOW}</p>`
    : html``;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${subject}</title>
      </head>
      <body style="font-family:sans-serif;line-height:1.5;color:#222;max-width:44em">
        <p>${intro}</p>
        <table style="border-collapse:collapse">
          ${rows}
        </table>
        ${asked}
        <p style="color:#555;font-size:small">${FORM}</p>
      </body>
    </html>`.text;
}
