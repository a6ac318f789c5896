import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = fileURLToPath(new URL('../../src/portal/worker/portal-sw.js', import.meta.url));

/** Writes portal-sw.js with the list of what the shell needs: small chunks too, so that a form opened offline is whole. */
export function serviceWorker(): Plugin {
  return {
    name: 'sila:service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => /\.(js|css|woff2|svg)$/.test(name) && !/ibm-plex/.test(name))
        .map((name) => `/${name}`)
        .sort();
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      const shell = JSON.stringify({ version, page: '/portal.html', files });
      this.emitFile({ type: 'asset', fileName: 'portal-sw.js', source: readFileSync(source, 'utf8').replace('self.__SHELL;', `${shell};`) });
    },
  };
}
