import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cluster, makeDatabase, settingsOf } from './postgres';

export const root = join(import.meta.dirname, '../../..');
export const program = join(root, 'build/release/sila');
/** Of this program only: another build may write another schema. On PostgreSQL what lies beside the database lies in the cluster's folder. */
export const demoData = (): string => cluster ? join(cluster, 'journeys-demo') : join(root, 'build', `journeys-demo-${Math.floor(statSync(program).mtimeMs)}`);

export const demoDatabase = 'demo';

/** Makes the demo data once; every spec serves a copy. */
export default function makeDemo(): void {
  const data = demoData();
  if (existsSync(data)) return;
  makeDatabase(demoDatabase);
  for (const old of readdirSync(join(root, 'build'))) if (old.startsWith('journeys-demo-')) rmSync(join(root, 'build', old), { recursive: true });
  const part = `${data}.part`;
  mkdirSync(part, { recursive: true });
  execFileSync(program, ['demo', '--data', part, '--policies', join(root, 'policies')], { stdio: ['ignore', 'ignore', 'inherit'], env: settingsOf(demoDatabase) });
  renameSync(part, data);
}
