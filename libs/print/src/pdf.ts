import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fonts } from './fonts.ts';
import { byFace } from './typeset.ts';

/** Makes a PDF; nothing but the fonts here is ever opened, and nothing fetched. */
export function toPdf(definition: TDocumentDefinitions & { readonly info: { readonly title: string } }): Promise<Buffer> {
  const { files } = fonts();
  const paths = Object.values(files);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => paths.includes(path));
  pdfmake.setFonts(Object.fromEntries(Object.entries(files).map(([face, normal]) => [face, { normal }])));
  return pdfmake
    .createPdf({
      defaultStyle: { font: 'Text' },
      ...definition,
      info: { creator: 'Trillium', producer: 'Trillium', ...definition.info },
    })
    .getBuffer();
}

/** A text in running lines, each sign in a face that has it. */
export const runsOf = (text: string, bold = false): Content[] =>
  byFace(text.normalize('NFC').replaceAll(/[\p{Cc}\s]+/gu, ' '), bold, fonts()).map((run) => ({
    text: run.text,
    font: run.face,
  }));
