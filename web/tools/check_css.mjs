// Pages turn with their direction: physical sides are forbidden in style sheets and in style attributes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const physical = /(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius/;
const inStyles = /(?:margin|padding|border)(?:Left|Right)\b|textAlign:\s*'(?:left|right)'|(?<![\w.])(?:left|right):\s*['\d]/;

const found = [];
function walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      walk(path);
      continue;
    }
    const rule = name.endsWith('.css') ? physical : name.endsWith('.tsx') ? inStyles : null;
    if (!rule) continue;
    for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
      if (rule.test(line)) found.push(`${path}:${index + 1}: ${line.trim()}`);
    }
  }
}
walk(new URL('../src', import.meta.url).pathname);
if (found.length > 0) {
  console.error(`Use logical properties (inline-start, inline-end):\n${found.join('\n')}`);
  process.exit(1);
}
