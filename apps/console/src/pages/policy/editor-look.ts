import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { STYLE_NONCE } from '../../style-nonce.ts';

/** The editor in the console's colors, light and dark; every color is dark (or light) enough to be read. */
export const editorLook = [
  EditorView.cspNonce.of(STYLE_NONCE),
  EditorView.theme({
    '&': {
      fontSize: '13px',
      border: '1px solid var(--line)',
      borderRadius: '6px',
      background: 'var(--sheet)',
      maxHeight: '70vh',
    },
    '&.cm-focused': { outline: '2px solid var(--mantine-color-leaf-6)' },
    '.cm-content': { caretColor: 'var(--mantine-color-text)' },
    '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
    '.cm-gutters': { background: 'var(--ground)', color: 'var(--mantine-color-dimmed)', borderRight: '1px solid var(--line)' },
    '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--focus-row)' },
    '.cm-tooltip': {
      background: 'var(--sheet)',
      color: 'var(--mantine-color-text)',
      border: '1px solid var(--line)',
      maxWidth: '480px',
    },
    '.cm-scroller': { overflow: 'auto' },
    // CodeMirror's own signs are in few fonts
    '.cm-collapsedLines': { background: 'var(--ground)', color: 'var(--mantine-color-text)' },
    '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"…"' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: 'light-dark(#1f5f3f, #8fd6ae)' },
      { tag: tags.string, color: 'light-dark(#7a2e56, #f0a8cd)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#6b4300, #f2c27a)' },
    ]),
  ),
];
