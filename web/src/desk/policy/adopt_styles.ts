import { StyleModule } from 'style-mod';

// The Content-Security-Policy lets no <style> in, which is how CodeMirror brings its own looks: the document adopts them instead.
const sheets = new Map<StyleModule, CSSStyleSheet>();

function sheetOf(module: StyleModule): CSSStyleSheet {
  const known = sheets.get(module);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(module.getRules());
  sheets.set(module, sheet);
  return sheet;
}

StyleModule.mount = (root, modules) => {
  const mounted = [modules].flat().map(sheetOf);
  root.adoptedStyleSheets = [...mounted, ...root.adoptedStyleSheets.filter((sheet) => !mounted.includes(sheet))];
};
