import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';

// What both faces share: one face is built at a time into build/web, its hashed files under assets/<face>/.
const web = fileURLToPath(new URL('../..', import.meta.url));
export const outDir = resolve(web, '../build/web');

/** The cut fonts are made when they are missing. */
function cutFonts(): Plugin {
  return { name: 'sila:fonts', config: () => void execFileSync(process.execPath, [join(web, 'tools/fonts.mjs')], { stdio: 'inherit' }) };
}

/** Files of an earlier build of this face go first; the other face's stay. */
function clearOld(face: string): Plugin {
  return {
    name: 'sila:clear-old',
    apply: 'build',
    buildStart() {
      rmSync(join(outDir, 'assets', face), { recursive: true, force: true });
      rmSync(join(outDir, '.vite', `${face}.json`), { force: true });
    },
  };
}

const compressible = /\.(js|css|html|svg|json|webmanifest)$/;
function compressTree(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compressTree(path);
    else if (compressible.test(name)) writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

/** The server sends the `.gz` beside a file to every browser that takes it. */
function gzipTwins(): Plugin {
  return { name: 'sila:gzip-twins', apply: 'build', enforce: 'post', closeBundle: { order: 'post', handler: () => compressTree(outDir) } };
}

export function face(name: 'portal' | 'desk', more: Plugin[] = []): UserConfig {
  return {
    root: web,
    base: '/',
    publicDir: name === 'portal' && resolve(web, 'public'),
    plugins: [
      cutFonts(),
      { ...(optimizeLocales.vite({ locales: ['ar-AE', 'en-US'] }) as Plugin), enforce: 'pre' },
      react(),
      clearOld(name),
      ...more,
      gzipTwins(),
    ],
    server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
    build: {
      target: ['chrome107', 'safari16', 'firefox115'],
      outDir,
      emptyOutDir: false,
      assetsDir: `assets/${name}`,
      assetsInlineLimit: 0,
      manifest: `.vite/${name}.json`,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input: resolve(web, `${name}.html`) },
    },
  };
}
