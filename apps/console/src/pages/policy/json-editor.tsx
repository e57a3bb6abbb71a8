import { autocompletion } from '@codemirror/autocomplete';
import { json, jsonLanguage } from '@codemirror/lang-json';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, hoverTooltip } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { jsonCompletion, jsonSchemaHover, stateExtensions } from 'codemirror-json-schema';
import { useEffect, useRef } from 'react';
import { editorLook } from './editor-look.ts';

/** What is wrong, where. */
export interface EditorFault {
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}
interface JsonEditorProps {
  readonly label: string;
  /** The text to begin with; what is typed afterwards is the editor's own. */
  readonly text: string;
  readonly schema?: Record<string, unknown> | undefined;
  readonly faults: readonly EditorFault[];
  readonly readOnly: boolean;
  /** The line to show and to set the cursor on; a new object asks again. */
  readonly goTo?: { readonly line: number } | undefined;
  readonly onChange: (text: string) => void;
}

/** A text field for JSON: completion and explanations from its schema, faults at their lines. Tab leaves it, Escape first. */
export function JsonEditor({ label, text, schema, faults, readOnly, goTo, onChange }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);
  const begin = useRef(text);
  const latest = useRef(faults);

  useEffect(() => {
    const help = schema
      ? [stateExtensions(schema), jsonLanguage.data.of({ autocomplete: jsonCompletion() }), hoverTooltip(jsonSchemaHover())]
      : [];
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: begin.current,
        extensions: [
          basicSetup,
          json(),
          lintGutter(),
          autocompletion(),
          ...help,
          editorLook,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': String(readOnly) }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    show(editor, latest.current);
    return () => {
      begin.current = editor.state.doc.toString();
      editor.destroy();
    };
  }, [label, schema, readOnly]);

  useEffect(() => {
    latest.current = faults;
    if (view.current) show(view.current, faults);
  }, [faults]);

  useEffect(() => {
    const editor = view.current;
    if (!goTo || !editor) return;
    const { doc } = editor.state;
    const { from } = doc.line(Math.min(goTo.line, doc.lines));
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    editor.focus();
  }, [goTo]);

  return <div ref={host} className="json-editor" />;
}

/** Marks the faults at their lines; one of a line that is no more stands at the last. */
function show(editor: EditorView, faults: readonly EditorFault[]): void {
  const { doc } = editor.state;
  const diagnostics = faults.map(({ line, message, severity }): Diagnostic => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return { from, to, severity, message };
  });
  editor.dispatch(setDiagnostics(editor.state, diagnostics));
}
