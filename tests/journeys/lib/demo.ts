import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
export const program = join(root, 'build/release/sila');
/** Of this program only: another build may write another schema. */
export const demoData = (): string => join(root, 'build', `journeys-demo-${Math.floor(statSync(program).mtimeMs)}`);

/** Makes the demo data once; every spec serves a copy. */
export default function makeDemo(): void {
  const data = demoData();
  if (existsSync(data)) return;
  for (const old of readdirSync(join(root, 'build'))) if (old.startsWith('journeys-demo-')) rmSync(join(root, 'build', old), { recursive: true });
  const part = `${data}.part`;
  mkdirSync(part, { recursive: true });
  execFileSync(program, ['demo', '--data', part, '--policies', join(root, 'policies')], { stdio: ['ignore', 'ignore', 'inherit'] });
  renameSync(part, data);
}
