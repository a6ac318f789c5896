import type { Obstacle, ProblemDocument } from './model';

/** Why something was not done: the server's problem document, or that it could not be reached. */
export class Problem extends Error {
  readonly reason: 'refused' | 'offline' | 'timeout' | 'aborted';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly obstacles: readonly Obstacle[];
  readonly retryAfterSeconds: number | undefined;

  constructor(reason: Problem['reason'], document: Partial<ProblemDocument> = {}, retryAfterSeconds?: number) {
    super(document.code ?? reason);
    this.name = 'Problem';
    this.reason = reason;
    this.status = document.status ?? 0;
    this.code = document.code ?? reason;
    this.requestId = document.request_id;
    this.obstacles = document.obstacles ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether the same call may succeed later, unchanged: nothing was refused for what it says. */
  get mayRetry(): boolean {
    if (this.reason === 'offline' || this.reason === 'timeout') return true;
    return this.status >= 500 || this.status === 408 || this.status === 425 || this.status === 429;
  }
}

export const isProblem = (error: unknown): error is Problem => error instanceof Problem;
export const asProblem = (error: unknown): Problem => (isProblem(error) ? error : new Problem('refused', { status: 500, code: 'page.failed' }));

/** The problem that an answer carries; an answer that is no problem document (a proxy's page) keeps its status. */
export function problemFrom(status: number, body: string, headers: { get(name: string): string | null }): Problem {
  const retry = Number(headers.get('retry-after'));
  const seconds = Number.isFinite(retry) && retry > 0 ? retry : undefined;
  const fallback = { status, request_id: headers.get('x-request-id') ?? undefined };
  try {
    const document = JSON.parse(body) as Partial<ProblemDocument>;
    return new Problem('refused', { ...fallback, ...document, status }, seconds);
  } catch {
    return new Problem('refused', { ...fallback, code: `http.${status}` }, seconds);
  }
}

/** A field as the page names it: `/values/iban/text`, `values.iban` and `iban` all mean `iban`; the longest known name wins. */
function fieldNamed(field: string, known: ReadonlySet<string>): string | undefined {
  const parts = field.split(/[/.]/).filter(Boolean);
  for (let length = parts.length; length > 0; length--) {
    for (let start = 0; start + length <= parts.length; start++) {
      const name = parts.slice(start, start + length).join('.');
      if (known.has(name)) return name;
    }
  }
  return undefined;
}

export interface PlacedObstacles {
  byField: ReadonlyMap<string, readonly Obstacle[]>;
  /** Those without a field on this page. */
  rest: readonly Obstacle[];
}

/** Puts every obstacle on its field. */
export function placeObstacles(obstacles: readonly Obstacle[], fields: Iterable<string>): PlacedObstacles {
  const known = new Set(fields);
  const byField = new Map<string, Obstacle[]>();
  const rest: Obstacle[] = [];
  for (const obstacle of obstacles) {
    const field = obstacle.field === undefined ? undefined : fieldNamed(obstacle.field, known);
    if (field === undefined) rest.push(obstacle);
    else byField.set(field, [...(byField.get(field) ?? []), obstacle]);
  }
  return { byField, rest };
}
