import { StyleModule } from 'style-mod';
import { describe, expect, it, vi } from 'vitest';
import './adopt_styles';

class Sheet {
  rules = '';
  replaceSync(rules: string) { this.rules = rules; }
}

describe('the looks of the editor', () => {
  it('are adopted by the document once, before what it has, without a style element', () => {
    vi.stubGlobal('CSSStyleSheet', Sheet);
    const others = new Sheet();
    const root = { adoptedStyleSheets: [others] } as unknown as Document;
    const lines = new StyleModule({ '.line': { whiteSpace: 'pre' } });
    const marks = new StyleModule({ '.mark': { color: 'red' } });
    StyleModule.mount(root, lines);
    StyleModule.mount(root, [lines, marks]);
    const adopted = root.adoptedStyleSheets as unknown as Sheet[];
    expect(adopted.map((one) => one.rules)).toEqual(['.line {white-space: pre;}', '.mark {color: red;}', '']);
    expect(adopted.at(-1)).toBe(others);
    vi.unstubAllGlobals();
  });
});
