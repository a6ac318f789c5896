// What a first visit loads, against the budgets of design/ui.md, in gzip bytes: the entry, all it imports at once, and the
// chunks that it always asks for before the first paint.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('../../build/web/', import.meta.url));
const kilobyte = 1024;
const faces = [
  { name: 'portal', js: 110, css: 10, fonts: 70, always: [/texts\/portal\.ar\.ts$/, /pages\/Home\.tsx$/] },
  { name: 'desk', js: 250, css: 15, fonts: 70, always: [/texts\/desk\.ar\.ts$/] },
];
// Both scripts, regular and semi-bold, cut by tools/fonts.mjs; the whole files load only for rare signs.
const firstFonts = /\/plex-/;

function firstLoad(manifest, always) {
  const js = new Set();
  const css = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || js.has(chunk.file)) return;
    js.add(chunk.file);
    for (const file of chunk.css ?? []) css.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isEntry || always.some((pattern) => pattern.test(key))) visit(key);
  }
  return { js: [...js].filter((file) => file.endsWith('.js')), css: [...css] };
}

const bytes = (file) => readFileSync(web + file);
const zipped = (files) => files.reduce((sum, file) => sum + gzipSync(bytes(file), { level: 9 }).length, 0);
let failed = false;
function say(face, what, size, limit) {
  const over = size > limit * kilobyte;
  failed ||= over;
  console.log(`${face.padEnd(7)} ${what.padEnd(6)} ${(size / kilobyte).toFixed(1).padStart(7)} KB of ${limit} KB${over ? '  TOO LARGE' : ''}`);
}

for (const face of faces) {
  const path = `${web}.vite/${face.name}.json`;
  if (!existsSync(path)) {
    console.error(`${face.name}: not built (npm run build)`);
    failed = true;
    continue;
  }
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const { js, css } = firstLoad(manifest, face.always);
  say(face.name, 'js', zipped(js), face.js);
  say(face.name, 'css', zipped(css), face.css);
  const fonts = new Set(css.flatMap((file) => [...bytes(file).toString().matchAll(/url\(([^)]+\.woff2)\)/g)].map((match) => match[1].replace(/^\//, ''))));
  say(face.name, 'fonts', [...fonts].filter((file) => firstFonts.test(file)).reduce((sum, file) => sum + bytes(file).length, 0), face.fonts);
}
process.exit(failed ? 1 : 0);
