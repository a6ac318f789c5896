// The desk without its server: invented answers in the shapes of the API, for development and pictures only.
//   node tools/mock-desk.mjs [port] [face-folder]     then /desk/teryaq/…   (a build of the desk in build/web)
// Addresses that show a state: /desk/empty/… (nothing anywhere), /desk/broken/… (every list fails), /desk/bare/… (few rights).
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as data from './mock-desk-data.mjs';

const built = process.argv[3] ?? fileURLToPath(new URL('../../build/web', import.meta.url));
const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };
const page = (items, query, key = 'after') => {
  const from = Number(query.get(key) ?? 0);
  const limit = Number(query.get('limit') ?? 20);
  return { items: items.slice(from, from + limit), ...(from + limit < items.length && { next: String(from + limit) }) };
};
const problem = (status, code, obstacles = []) => ({ status, body: { type: 'about:blank', title: code, title_en: code, status, code, request_id: '0199a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b', obstacles } });
const ok = (body, status = 200) => ({ status, body });

function queueOf(query, nothing) {
  const scope = query.get('scope') ?? 'team';
  const state = query.get('state') ?? 'any';
  const late = (row) => row.due && Date.parse(row.due) < data.now;
  const today = (row) => row.due && Date.parse(row.due) < data.now + 43_200_000;
  const scoped = (one) => data.queue.filter((row) => (one === 'mine' ? row.assignee?.name === 'أمل الراشد' : one === 'team' ? row.index % 2 === 0 || row.index < 6 : true));
  const rows = nothing ? [] : scoped(scope).filter((row) => (state === 'overdue' ? late(row) : state === 'due' ? today(row) : state === 'blocked' ? row.blocked_by : true))
    .filter((row) => (!query.get('kind') || row.kind === query.get('kind')) && (!query.get('step') || row.step === query.get('step')));
  const count = (one, test) => (nothing ? 0 : scoped(one).filter(test).length);
  const all = () => true;
  return ok({ ...page(rows, query), counts: { mine: count('mine', all), team: count('team', all), all: count('all', all), overdue: count(scope, late), due_today: count(scope, today), blocked: count(scope, (row) => row.blocked_by) } });
}

function find(q) {
  const digits = q.replace(/\D/g, '');
  if (/^26-?\d/.test(q)) return data.queue.filter((row) => row.reference.includes(q)).slice(0, 4).map((row) => ({ party: data.uuid(101), name: row.person ?? row.reference, matched_by: 'reference', request: row.request }));
  if (digits.length >= 7) return [{ ...data.hits[0], matched_by: digits.startsWith('05') ? 'phone' : 'identity', score: undefined }];
  return data.hits.filter((hit) => hit.name.includes(q.trim().split(' ')[0]));
}

let acts = 0;
function act(id, what, body, seq) {
  const request = data.requests.get(id);
  if (!request) return problem(404, 'not_found', [{ code: 'not_found', parameters: {}, message: { ar: 'غير موجود', en: 'Not found' } }]);
  if (id === data.uuid(6) && acts++ === 0) {
    request.seq += 1;
    request.timeline.push({ ...request.timeline.at(-1), seq: request.seq, kind: 'told', at: data.at(0), recorded_at: data.at(0), actor_kind: 'staff', actor_name: 'خالد السبيعي', role: 'researcher', parameters: { what: 'study_period', channel: 'phone', proof: 'officer' }, step: 'telling' });
    return problem(412, 'request.changed');
  }
  if (seq !== String(request.seq)) return problem(412, 'request.changed');
  if (what === 'hold') return problem(422, 'rule_not_met', [{ code: 'hold.too_long', field: '/until', clause: 'H0', parameters: {}, message: { ar: 'أقصى مدة للتعليق ثلاثون يومًا.', en: 'A hold lasts thirty days at most.' } }]);
  request.seq += 1;
  if (what === 'verifications') Object.assign(request.items.find((one) => one.id === body.item), { matched: body.matched, valid: body.valid, verified_by: data.me.staff.name, verified_at: data.at(0) });
  if (what === 'answers') Object.assign(request.questions.find((one) => one.id === body.question), { answer: body.text, answered_at: data.at(0) });
  const kinds = { verifications: 'item_verified', answers: 'question_answered', questions: 'question_raised', overrides: 'overridden', decision: 'decided' };
  request.timeline.push({ seq: request.seq, kind: kinds[what] ?? what, at: data.at(0), recorded_at: data.at(0), actor_kind: 'staff', actor_name: data.me.staff.name, role: 'officer', parameters: body.item ? { item: body.item, matched: body.matched ? 'yes' : 'no', valid: body.valid ? 'yes' : 'no' } : {}, struck: false, ...(body.reason && { text: body.reason }) });
  return ok(request);
}

let signedIn = true;
function answer(method, slug, path, query, body, headers) {
  const nothing = slug === 'empty';
  const list = (items) => ok({ items: nothing ? [] : items });
  const me = { ...data.me, association: { ...data.me.association, slug, neutral: slug === 'aoun' }, ...(slug === 'bare' && { roles: ['committee_member'], actions: ['desk_use', 'queue_read', 'policy_read'], must_acknowledge: true }) };
  const at = (pattern) => new RegExp(`^desk/${pattern}$`).exec(path);
  let match;
  if (path === 'desk/sign-in' && method === 'DELETE') { signedIn = false; return ok({}); }
  if (path === 'desk/sign-in' && body.password === 'wrong') return problem(401, 'sign_in.refused', [{ code: 'sign_in.refused', parameters: {}, message: { ar: 'البريد أو كلمة المرور غير صحيحة.', en: 'The e-mail or the password is wrong.' } }]);
  if (path === 'desk/sign-in' || path === 'desk/setup') { signedIn = true; return ok(me); }
  if (slug === 'nobody' || !signedIn) return problem(401, 'sign_in.needed');
  if (path === 'desk/me' || path === 'desk/policy/acknowledgement') return ok(me);
  if (slug === 'broken') return problem(500, 'internal');
  if (slug === 'bare' && !/queue|policy|kinds|reference/.test(path)) return problem(403, 'rights.role');
  if (path === 'desk/queue') return queueOf(query, nothing);
  if (path === 'desk/people' && method === 'GET') return list(find(query.get('q') ?? ''));
  if (path === 'desk/people') return body.identity_number === '1500000003' ? problem(409, 'person.exists', [{ code: 'person.exists', field: '/identity_number', parameters: { party: data.uuid(101) }, message: { ar: 'مسجل', en: 'Registered' } }]) : ok(data.personFile(data.uuid(101)));
  if ((match = at('people/([^/]+)(/.*)?'))) return ok(data.personFile(match[1]));
  if (path === 'desk/claims') return list(data.claims);
  if (at('claims/[^/]+/match')) return ok(data.personFile(data.uuid(103)));
  if (path === 'desk/kinds') return list(data.kinds);
  if (path === 'desk/reference-documents') return list(data.documents);
  if (path === 'desk/branches') return method === 'GET' ? list(data.branches) : ok({ id: data.uuid(903), name: body.name });
  if (path === 'desk/staff' && method === 'POST') return ok({ staff: { ...data.staff[3], ...body, id: data.uuid(806) }, setup_link: `/desk/${slug}/setup#QmFzZTY0LXRva2VuLTEyOC1iaXRz` });
  if (at('staff/[^/]+/setup-link')) return ok({ staff: data.staff[3], setup_link: `/desk/${slug}/setup#QmFzZTY0LXRva2VuLTEyOC1iaXRz` });
  if (path === 'desk/colleagues') return list(data.staff.filter((one) => one.state === 'active').map(({ id, name, roles }) => ({ id, name, roles })));
  if (path.startsWith('desk/staff')) return list(data.staff);
  if (path === 'desk/calendar') return ok(method === 'PUT' ? body : data.calendar);
  if (path === 'desk/policy') return ok(data.policy);
  if (path === 'desk/messages') return ok(page(nothing ? [] : data.messages.filter((one) => (query.get('state') === 'failed' ? /failed|given_up/.test(one.state) : query.get('state') === 'waiting' ? one.state === 'waiting' : true)), query));
  if (path === 'desk/audit/staff') return ok({ items: data.staff.map(({ id, name }) => ({ id, name })) });
  if (path === 'desk/audit') return ok(page(nothing ? [] : data.audit, query, 'before'));
  if (path === 'desk/reports/clauses') return ok(nothing ? { ...data.report, items: [] } : data.report);
  if (at('reports/clauses/[^/]+/requests')) return ok(page(data.queue.slice(0, 30).map((row) => ({ request: row.request, reference: row.reference, kind_title: row.kind_title, outcome: query.get('outcome') || 'kept', due: row.due })), query));
  if (path === 'desk/digests') return ok({ content_digest: 'c0ffee', declaration_version: 2 });
  if (/^desk\/requests\/[^/]+\/attachments$/.test(path)) return ok({ id: data.uuid(703), name: 'صورة.png', type: 'image/png', bytes: 20_000 });
  if (path === 'desk/requests') return ok(data.requests.get(data.uuid(3)));
  if (path === 'desk/me/password') return problem(422, 'password.wrong', [{ code: 'password.wrong', field: '/current', parameters: {}, message: { ar: 'كلمة المرور الحالية غير صحيحة.', en: 'The current password is wrong.' } }]);
  if ((match = at('requests/([^/]+)')) && method === 'GET') return data.requests.has(match[1]) ? ok(data.requests.get(match[1])) : problem(404, 'not_found');
  if (at('(requests/[^/]+/)?break-glass')) return ok(data.requests.get(data.uuid(5)));
  if (at('requests/[^/]+/attachments/.*')) return ok({ pdf: true });
  if ((match = at('requests/([^/]+)/(.+)'))) return act(match[1], match[2], body, headers['if-match']);
  return ok({});
}

function sendFile(response, path) {
  const file = join(built, path);
  if (!existsSync(file)) return response.writeHead(404).end();
  return response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
}

export function serve(port) {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const url = new URL(request.url, 'http://127.0.0.1');
      const api = /^\/api\/([^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname));
      if (!api) return sendFile(response, url.pathname.startsWith('/desk/') ? 'desk.html' : url.pathname);
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const body = (request.headers['content-type'] ?? '').includes('json') && text ? JSON.parse(text) : {};
        const { status, body: sent } = answer(request.method, api[1], api[2], url.searchParams, body, request.headers);
        response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', 'cache-control': 'no-store' }).end(JSON.stringify(sent));
      });
      return undefined;
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8099);
  await serve(port);
  console.log(`http://127.0.0.1:${port}/desk/teryaq/queue`);
}
