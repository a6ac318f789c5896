import { autocompletion, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, defaultHighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import './adopt_styles';
import { offersAt, spotAt, type SchemaNode } from './schema_path';

export interface Fault {
  line: number;
  column: number;
  message: string;
}

interface CodeEditorProps {
  /** Of the file: what those hear who cannot see it. */
  label: string;
  text: string;
  isReadOnly: boolean;
  faults: readonly Fault[];
  schema: SchemaNode | undefined;
  language: 'ar' | 'en';
  /** Where to go: a place that was chosen among the mistakes. */
  goTo?: { line: number; column: number } | undefined;
  onChange: (text: string) => void;
}

function diagnosticsOf(state: EditorState, faults: readonly Fault[]): Diagnostic[] {
  return faults.map((fault) => {
    const line = state.doc.line(Math.min(Math.max(fault.line, 1), state.doc.lines));
    const from = Math.min(line.from + Math.max(fault.column - 1, 0), line.to);
    return { from, to: Math.max(from, line.to), severity: 'error', message: fault.message };
  });
}

/** YAML with what the format knows: completion and meanings from its JSON Schema, mistakes where they stand. Tab leaves it. */
export function CodeEditor({ label, text, isReadOnly, faults, schema, language, goTo, onChange }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const now = useRef({ text, schema, language, onChange });
  useEffect(() => { now.current = { text, schema, language, onChange }; });

  // The editor keeps its own state; it is made anew only for another file (the caller's key).
  useEffect(() => {
    if (!place.current) return;
    const complete = (context: CompletionContext): CompletionResult | null => {
      const { schema: known, language: tongue } = now.current;
      const spot = spotAt(context.state.sliceDoc(0, context.pos));
      if (!known || (spot.word === '' && !context.explicit)) return null;
      const options = offersAt(known, spot).map((offer) => ({
        label: offer.label, type: offer.isKey ? 'property' : 'enum', apply: offer.isKey ? `${offer.label}: ` : offer.label, detail: tongue === 'ar' ? offer.ar : offer.en,
      }));
      return options.length > 0 ? { from: context.pos - spot.word.length, options } : null;
    };
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: now.current.text,
        extensions: [
          lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(), yaml(), lintGutter(),
          syntaxHighlighting(defaultHighlightStyle), autocompletion({ override: [complete], icons: false }), EditorView.lineWrapping,
          keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorState.readOnly.of(isReadOnly), EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => { if (update.docChanged) now.current.onChange(update.state.doc.toString()); }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, isReadOnly]);

  // What came from elsewhere (the newer revision) takes the place of what stands there.
  useEffect(() => {
    const made = view.current;
    if (made && made.state.doc.toString() !== text) made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    const made = view.current;
    if (made) made.dispatch(setDiagnostics(made.state, diagnosticsOf(made.state, faults)));
  }, [faults]);
  useEffect(() => {
    const made = view.current;
    if (!made || !goTo) return;
    const line = made.state.doc.line(Math.min(Math.max(goTo.line, 1), made.state.doc.lines));
    made.dispatch({ selection: { anchor: Math.min(line.from + Math.max(goTo.column - 1, 0), line.to) }, scrollIntoView: true });
    made.focus();
  }, [goTo]);

  return <div ref={place} dir="ltr" className="code-editor" />;
}
