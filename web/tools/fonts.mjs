// Cuts the fonts to what the pages say, so that a first visit loads under 70 KB of them: src/ui/fonts/ (not in git).
// Rarer signs come from the whole files, which load only when a page has such a sign (unicode-range).
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const web = fileURLToPath(new URL('..', import.meta.url));
const out = `${web}src/ui/fonts/`;

const arabic = [
  [0x60c, 0x60c], [0x61b, 0x61b], [0x61f, 0x61f], [0x621, 0x63a], [0x640, 0x652], [0x660, 0x66c], [0x670, 0x670], [0x67e, 0x67e], [0x686, 0x686],
  [0x6a4, 0x6a4], [0x6a9, 0x6a9], [0x6af, 0x6af], [0x6cc, 0x6cc], [0x6f0, 0x6f9], [0x200c, 0x200e],
];
const latin = [
  [0x20, 0x7e], [0xa0, 0xa0], [0xab, 0xab], [0xad, 0xad], [0xb7, 0xb7], [0xbb, 0xbb], [0xd7, 0xd7], [0x2bb, 0x2bc], [0x2013, 0x2014], [0x2018, 0x201a], [0x201c, 0x201e], [0x2022, 0x2022], [0x2026, 0x2026],
];
const wholeArabic = [[0x600, 0x6ff], [0x750, 0x77f], [0x870, 0x88e], [0x890, 0x891], [0x897, 0x8e1], [0x8e3, 0x8ff], [0x2010, 0x2011], [0x204f, 0x204f], [0x2e41, 0x2e41], [0xfb50, 0xfdff], [0xfe70, 0xfe74], [0xfe76, 0xfefc]];
const wholeLatin = [[0xa1, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2bb, 0x2bc], [0x2c6, 0x2c6], [0x2da, 0x2da], [0x2dc, 0x2dc], [0x2000, 0x200b], [0x2012, 0x206f], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2191, 0x2191], [0x2193, 0x2193], [0x2212, 0x2212], [0x2215, 0x2215]];

const hex = (code) => code.toString(16).toUpperCase().padStart(4, '0');
const rangeText = (ranges) => ranges.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(', ');
function without(ranges, taken) {
  return taken.reduce((left, [from, to]) => left.flatMap(([first, last]) => {
    if (to < first || from > last) return [[first, last]];
    return [[first, from - 1], [to + 1, last]].filter(([a, b]) => a <= b);
  }), ranges);
}
const letters = (ranges) => ranges.map(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')).join('');
const source = (script, weight) => (script === 'arabic'
  ? `@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-${weight}-normal.woff2`
  : `@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff2`);
const face = (weight, file, ranges) =>
  `@font-face { font-family: 'Plex'; font-weight: ${weight}; font-display: swap; src: url(${file}) format('woff2'); unicode-range: ${rangeText(ranges)}; }\n`;

const self = fileURLToPath(import.meta.url);
if (existsSync(`${out}fonts.css`) && statSync(`${out}fonts.css`).mtimeMs > statSync(self).mtimeMs) process.exit(0);
mkdirSync(out, { recursive: true });
let css = '/* Written by tools/fonts.mjs. */\n';
for (const weight of [400, 600]) {
  for (const [script, core, whole] of [['arabic', arabic, wholeArabic], ['latin', latin, wholeLatin]]) {
    const name = `plex-${script}-${weight}.woff2`;
    const cut = await subsetFont(readFileSync(`${web}node_modules/${source(script, weight)}`), letters(core), { targetFormat: 'woff2' });
    writeFileSync(out + name, cut);
    css += face(weight, `./${name}`, core) + face(weight, source(script, weight), without(whole, core));
    console.log(`${name} ${cut.length}`);
  }
}
writeFileSync(`${out}fonts.css`, css);
