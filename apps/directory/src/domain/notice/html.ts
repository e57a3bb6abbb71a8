const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign]!);

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

const withLinks = (line: string): string => {
  let html = '';
  let from = 0;
  for (const { 0: url, index } of line.matchAll(LINK)) {
    html += `${escapeHtml(line.slice(from, index))}<a href="${escapeHtml(url)}" style="color:#2f6b3a">${escapeHtml(url)}</a>`;
    from = index + url.length;
  }
  return html + escapeHtml(line.slice(from));
};

/** A notice's text as HTML: paragraphs and links, nothing loaded from anywhere, everything that was filled in escaped. */
export function htmlOf(text: string, library: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${part.split('\n').map(withLinks).join('<br>')}</p>`)
    .join('\n');
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">
<title>${escapeHtml(library)}</title></head>
<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1c2620;overflow-wrap:anywhere;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:560px;margin:0 auto">
<div style="border-bottom:3px solid #2f6b3a;padding:0 0 8px;margin:0 0 20px;font-weight:600">${escapeHtml(library)}</div>
${paragraphs}
</div></body></html>`;
}
