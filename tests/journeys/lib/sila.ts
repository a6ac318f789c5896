import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoData, demoDatabase, program, root } from './demo';
import { copyDatabase, dropDatabase, settingsOf } from './postgres';

export type Slug = 'teryaq' | 'aoun' | 'quran-education' | 'deem' | 'tawazun';
export type Role = 'officer' | 'officer2' | 'researcher' | 'secretary' | 'member' | 'supervisor' | 'delegate' | 'quality' | 'director' | 'board' | 'admin';
export interface Login {
  email: string;
  password: string;
  id: string;
}
interface Message {
  at: string;
  text: string;
}

/** Where the demo's history ends. */
export const firstDay = new Date('2026-11-21T09:00:00Z');

const databaseOf = (folder: string): string => basename(folder).replaceAll('-', '_').toLowerCase();

/** The real program over its own copy of the demo, with a clock that moves only when a test says so. */
export class Sila {
  now = firstDay;
  /** Codes that somebody has read from the messages. */
  readonly codesTaken = new Set<string>();
  private constructor(private readonly process: ChildProcess, private readonly folder: string, readonly address: string) {}

  static async start(): Promise<Sila> {
    const folder = mkdtempSync(join(tmpdir(), 'sila-journey-'));
    const data = join(folder, 'data');
    cpSync(demoData(), data, { recursive: true });
    const database = databaseOf(folder);
    copyDatabase(demoDatabase, database);
    const options = ['serve', '--data', data, '--policies', join(root, 'policies'), '--web', join(root, 'build/web'), '--port', '0', '--demo', '--standing-clock', firstDay.toISOString()];
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', openSync(join(folder, 'server.log'), 'a')], env: settingsOf(database) });
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`the server ended:\n${readFileSync(join(folder, 'server.log'), 'utf8')}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /http:\/\/[\d.:]+/.exec(line);
        if (found) resolve(found[0]);
      });
    });
    const sila = new Sila(child, folder, address);
    // It listens a moment after it says where.
    for (;;) if (await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false)) return sila;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    dropDatabase(databaseOf(this.folder));
    rmSync(this.folder, { recursive: true });
  }

  /** A link by which an association is founded, as an operator makes it beside the running server. */
  invite(): string {
    const told = execFileSync(program, ['association', 'invite', '--data', join(this.folder, 'data'), '--public-address', this.address], { encoding: 'utf8', env: settingsOf(databaseOf(this.folder)) });
    const link = /http\S+\/found#\S+/.exec(told)?.[0];
    if (!link) throw new Error(`no link was made: ${told}`);
    return link;
  }

  login(slug: Slug, role: Role): Login {
    const logins = JSON.parse(readFileSync(join(this.folder, 'data/demo-logins.json'), 'utf8')) as Record<Slug, Record<Role, Login>>;
    return logins[slug][role];
  }

  /** Moves the server's clock; pages take theirs from `now` (see lib/people). */
  async pass(time: { days?: number; hours?: number; minutes?: number }): Promise<void> {
    const minutes = (time.days ?? 0) * 1440 + (time.hours ?? 0) * 60 + (time.minutes ?? 0);
    this.now = new Date(this.now.getTime() + minutes * 60_000);
    const answer = await fetch(`${this.address}/api/test/clock`, {
      method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Sila': '1' }, body: JSON.stringify(this.now.toISOString()),
    });
    if (!answer.ok) throw new Error(`the clock did not move: ${answer.status}`);
  }

  async messages(slug: Slug): Promise<Message[]> {
    const answer = await fetch(`${this.address}/api/${slug}/demo/messages`);
    return ((await answer.json()) as { items: Message[] }).items;
  }
}
