import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const tool = join(import.meta.dirname, '../../../tools/postgres');
/** Folder of a cluster (tools/postgres) on which the same journeys go; nothing: files. */
export const cluster = process.env.SILA_TEST_POSTGRES;

const run = (...words: string[]): string => execFileSync(tool, words, { encoding: 'utf8' });

/** What the program is told of the database `name`; of files nothing. */
export function settingsOf(name: string): NodeJS.ProcessEnv {
  if (!cluster) return process.env;
  const url = run('url', cluster, name, 'sila');
  return { ...process.env, SILA_DATABASE: url, SILA_DIRECTORY: url, SILA_DATABASE_OWNER: run('url', cluster, name, 'sila_owner') };
}
export function makeDatabase(name: string): void {
  if (cluster) run('new', cluster, name);
}
export function copyDatabase(from: string, to: string): void {
  if (cluster) run('copy', cluster, from, to);
}
export function dropDatabase(name: string): void {
  if (cluster) run('drop', cluster, name);
}
