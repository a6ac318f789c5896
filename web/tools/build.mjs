// Builds both faces, one after the other (together the portal would carry the desk's kit), then checks the budgets.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const run = (...command) => execFileSync(process.execPath, command, { cwd: web, stdio: 'inherit' });
for (const face of ['portal', 'desk']) run('node_modules/vite/bin/vite.js', 'build', '-c', `vite.${face}.ts`);
run('tools/sizes.mjs');
