import { uuidv7 } from './ids';
import type { Association, Attachment } from './model';
import { Problem, problemFrom } from './problem';

export type QueryValue = string | number | boolean | undefined;
export interface CallOptions {
  query?: Record<string, QueryValue>;
  signal?: AbortSignal;
  /** The request's `seq` that the page shows: the server refuses when it has changed since. */
  ifMatch?: number;
  /** Kept over retries of the same act; made new when absent. */
  idempotencyKey?: string;
  timeoutMs?: number;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface UploadOptions {
  signal?: AbortSignal;
  onProgress?: (share: number) => void;
  query?: Record<string, QueryValue>;
  idempotencyKey?: string;
}

export interface Client {
  association: string;
  get: <T>(path: string, options?: CallOptions) => Promise<T>;
  post: <T>(path: string, body: unknown, options?: CallOptions) => Promise<T>;
  put: <T>(path: string, body: unknown, options?: CallOptions) => Promise<T>;
  patch: <T>(path: string, body: unknown, options?: CallOptions) => Promise<T>;
  remove: <T>(path: string, options?: CallOptions) => Promise<T>;
  /** One file, as multipart, with progress from 0 to 1. */
  upload: <T = Attachment>(path: string, file: Blob, name: string, options?: UploadOptions) => Promise<T>;
  /** A file to keep, under the name that the server gives it. */
  file: (path: string, query?: Record<string, QueryValue>) => Promise<{ blob: Blob; name: string }>;
  /** The address of a path, for links to files. */
  address: (path: string, query?: Record<string, QueryValue>) => string;
}

const timeoutMs = 30_000;
const uploadTimeoutMs = 300_000;

function withQuery(address: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${address}?${text}` : address;
}

function headersOf(method: Method, options: CallOptions, hasBody: boolean): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json', 'X-Sila': '1' };
  if (hasBody) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['Idempotency-Key'] = options.idempotencyKey ?? uuidv7();
  if (options.ifMatch !== undefined) headers['If-Match'] = String(options.ifMatch);
  return headers;
}

async function call<T>(method: Method, address: string, body: unknown, options: CallOptions): Promise<T> {
  const timer = AbortSignal.timeout(options.timeoutMs ?? timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timer]) : timer;
  let response: Response;
  let text: string;
  try {
    response = await fetch(withQuery(address, options.query), {
      method,
      headers: headersOf(method, options, body !== undefined),
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      signal,
    });
    text = await response.text();
  } catch {
    if (options.signal?.aborted) throw new Problem('aborted');
    throw new Problem(timer.aborted ? 'timeout' : 'offline');
  }
  if (!response.ok) throw problemFrom(response.status, text, response.headers);
  return (text ? JSON.parse(text) : {}) as T;
}

async function take(address: string): Promise<{ blob: Blob; name: string }> {
  const timer = AbortSignal.timeout(uploadTimeoutMs);
  let response: Response;
  let blob: Blob;
  try {
    response = await fetch(address, { headers: headersOf('GET', {}, false), credentials: 'same-origin', signal: timer });
    blob = await response.blob();
  } catch {
    throw new Problem(timer.aborted ? 'timeout' : 'offline');
  }
  if (!response.ok) throw problemFrom(response.status, await blob.text(), response.headers);
  return { blob, name: /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '' };
}

/** XMLHttpRequest, because fetch tells nothing of a body on its way out. */
function send<T>(address: string, file: Blob, name: string, options: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.timeout = uploadTimeoutMs;
    for (const [header, value] of Object.entries(headersOf('POST', options, false))) request.setRequestHeader(header, value);
    request.upload.onprogress = (event) => { if (event.lengthComputable) options.onProgress?.(event.loaded / event.total); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as T);
        return;
      }
      reject(problemFrom(request.status, request.responseText, { get: (header) => request.getResponseHeader(header) }));
    };
    request.onerror = () => reject(new Problem('offline'));
    request.ontimeout = () => reject(new Problem('timeout'));
    request.onabort = () => reject(new Problem('aborted'));
    options.signal?.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.set('file', file, name);
    request.send(form);
  });
}

// Asking who is signed in, and signing in, answer 401 as a matter of course.
const mayBeNobody = /^\/?(portal|desk)\/(me|sign-in)$/;

/** Calls under /api/{association}; every refusal is thrown as a Problem. `onSignedOut`: a call found that the sign-in has ended. */
export function createClient(association: string, onSignedOut?: () => void): Client {
  const base = `/api/${encodeURIComponent(association)}`;
  const at = (path: string) => `${base}/${path.replace(/^\//, '')}`;
  const watched = async <T>(path: string, answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Problem && error.status === 401 && !mayBeNobody.test(path)) onSignedOut?.();
      throw error;
    }
  };
  return {
    association,
    get: (path, options = {}) => watched(path, call('GET', at(path), undefined, options)),
    post: (path, body, options = {}) => watched(path, call('POST', at(path), body, options)),
    put: (path, body, options = {}) => watched(path, call('PUT', at(path), body, options)),
    patch: (path, body, options = {}) => watched(path, call('PATCH', at(path), body, options)),
    remove: (path, options = {}) => watched(path, call('DELETE', at(path), undefined, options)),
    upload: (path, file, name, options = {}) => watched(path, send(withQuery(at(path), options.query), file, name, options)),
    file: (path, query) => watched(path, take(withQuery(at(path), query))),
    address: (path, query) => withQuery(at(path), query),
  };
}

/** All associations of this installation, by name in addresses. */
export function listAssociations(): Promise<{ items: Association[] }> {
  return call('GET', '/api/associations', undefined, {});
}
