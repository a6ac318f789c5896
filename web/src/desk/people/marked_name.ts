import type { HitPart } from '../../api/desk';

export interface Segment {
  text: string;
  how?: HitPart['how'];
}

/** Harakat, tatweel and invisible signs, which a part comes without; and what stands between words. */
const unread = /^[\p{Mn}\p{Cf}\u0640]$/u;
const between = /[\s,،/._–-]/;

interface Letter {
  text: string;
  begin: number;
  end: number;
}

/** The letters of a name as they are compared, with their place in the name as it is written. */
function lettersOf(name: string): Letter[] {
  const letters: Letter[] = [];
  let at = 0;
  for (const sign of name) {
    const end = at + sign.length;
    const last = letters.at(-1);
    if (unread.test(sign) && last) last.end = end;
    else if (!unread.test(sign) && !between.test(sign)) {
      for (const text of sign.normalize('NFKC')) letters.push({ text, begin: at, end });
    }
    at = end;
  }
  return letters;
}

/** The name as it is written, cut where a part that was met begins and ends. A part that is not there is left out. */
export function markedName(name: string, parts: readonly HitPart[]): Segment[] {
  const letters = lettersOf(name);
  const segments: Segment[] = [];
  let written = 0;
  let from = 0;
  const isFirst = (at: number) => at === 0 || between.test(name[(letters[at]?.begin ?? 1) - 1] ?? '');
  for (const { part, how, letters: begun } of parts) {
    const wanted = [...part];
    const at = letters.findIndex((_, i) => i >= from && isFirst(i) && wanted.every((text, j) => letters[i + j]?.text === text));
    if (at < 0) continue;
    const begin = letters[at]?.begin ?? 0;
    const end = letters[at + Math.min(begun ?? wanted.length, wanted.length) - 1]?.end ?? begin;
    if (begin > written) segments.push({ text: name.slice(written, begin) });
    segments.push({ text: name.slice(begin, end), how });
    written = end;
    from = at + wanted.length;
  }
  if (written < name.length) segments.push({ text: name.slice(written) });
  return segments;
}

/** How the parts were met, each once; nothing where all were as typed. */
export const howMet = (parts: readonly HitPart[]): Exclude<HitPart['how'], 'same'>[] =>
  [...new Set(parts.map((part) => part.how))].filter((how) => how !== 'same');
