import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hearNews, type Notice, type Source } from './news';

class Line implements Source {
  static all: Line[] = [];
  readyState = 0;
  listeners = new Map<string, (event: MessageEvent<string>) => void>();
  constructor(readonly address: string) { Line.all.push(this); }
  addEventListener(type: string, hear: (event: MessageEvent<string>) => void): void { this.listeners.set(type, hear); }
  close(): void { this.readyState = 2; }
  say(type: string, data = ''): void { this.listeners.get(type)?.(new MessageEvent(type, { data })); }
}

// Of the document only whether it is in sight is asked.
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
vi.stubGlobal('document', page);
const heard: Notice[] = [];
let stop = (): void => undefined;
const visible = (state: DocumentVisibilityState): void => {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  heard.length = 0;
  Line.all = [];
  stop = hearNews('/api/teryaq/desk/news', (notice) => heard.push(notice), { open: (address) => new Line(address), calmMs: 1_000, againMs: 30_000 });
});
afterEach(() => {
  stop();
  page.visibilityState = 'visible';
  vi.useRealTimers();
});

test('what changes again and again is told at once and then once in a while', () => {
  for (let i = 0; i < 50; i += 1) Line.all[0]?.say('news', '{"what":"queue"}');
  expect(heard).toEqual([{ what: 'queue' }]);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual([{ what: 'queue' }, { what: 'queue' }]);
  vi.advanceTimersByTime(10_000);
  expect(heard).toHaveLength(2);
});

test('a line that was lost and found again means that everything may have changed', () => {
  Line.all[0]?.say('open');
  expect(heard).toEqual([]);
  Line.all[0]?.say('open');
  expect(heard).toEqual([{ what: 'all' }]);
});

test('a page out of sight holds no line', () => {
  Line.all[0]?.say('open');
  visible('hidden');
  expect(Line.all[0]?.readyState).toBe(2);
  visible('visible');
  expect(Line.all).toHaveLength(2);
  Line.all[1]?.say('open');
  expect(heard).toEqual([{ what: 'all' }]);
});

test('a server that refused is asked again later', () => {
  const line = Line.all[0];
  if (line) line.readyState = 2;
  line?.say('error');
  expect(Line.all).toHaveLength(1);
  vi.advanceTimersByTime(30_000);
  expect(Line.all).toHaveLength(2);
});

test('what is no JSON means that everything may have changed', () => {
  Line.all[0]?.say('news', '{');
  expect(heard).toEqual([{ what: 'all' }]);
});

test('nothing is told after stopping', () => {
  Line.all[0]?.say('news', '{"what":"queue"}');
  Line.all[0]?.say('news', '{"what":"queue"}');
  stop();
  vi.advanceTimersByTime(60_000);
  expect(heard).toHaveLength(1);
  expect(Line.all[0]?.readyState).toBe(2);
});
