// Serves build/web with invented answers: `npm run mock [port]`. For work on the pages only; the code is always 123456.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { assistance, cardOf, homes, kinds, messages, openings, purposes, requests } from './mock-data.mjs';

const root = fileURLToPath(new URL('../../build/web', import.meta.url));
const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.json': 'application/json' };
const csp = 'default-src \'none\'; script-src \'self\'; style-src \'self\'; font-src \'self\'; img-src \'self\' data: blob:; connect-src \'self\'; manifest-src \'self\'; worker-src \'self\'; form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'';

function world() {
  return {
    me: null, requests: requests(), messages: messages(), sent: [], fail: null,
    ready: () => ({ phone_masked: '05•••••678', acting_for: { party: 'p1', label: 'سارة محمد العتيبي', kind: 'claim' }, parties: [{ party: 'p1', label: 'سارة محمد العتيبي', kind: 'claim' }, { party: 'p2', label: 'عبدالله محمد العتيبي', kind: 'party' }], consents: purposes.map((one, index) => ({ purpose: one.id, given_at: index === 0 ? new Date().toISOString() : undefined, notice_version: 3 })) }),
  };
}

const problem = (status, code, ar, en, obstacles = []) => ({
  status,
  body: { type: `https://sila.example/problems/${code}`, title: ar, title_en: en, status, code, request_id: 'req-7F3A21', obstacles: obstacles.length > 0 ? obstacles : [{ code, parameters: {}, message: { ar, en } }] },
});
const ok = (body, status = 200) => ({ status, body });
const needSignIn = problem(401, 'sign_in.needed', 'سجّل الدخول أولًا.', 'Sign in first.');

function standingAfter(state, request, change) {
  Object.assign(request, change, { seq: request.seq + 1 });
  return ok(request);
}

function submit(state, body) {
  if (body.values.cost?.text === '66600') {
    return problem(422, 'request.refused', 'لا يُقبل الطلب بهذه الصورة.', 'It cannot be accepted like this.', [
      { code: 'item.duplicate', field: '/values/cost', clause: 'H2', parameters: {}, message: { ar: 'المبلغ لا يطابق عرض السعر.', en: 'The amount differs from the quotation.' }, remedy_text: { ar: 'صحّحه كما في العرض.', en: 'Correct it as in the quotation.' } },
      { code: 'request.twice', parameters: {}, clause: 'H2', message: { ar: 'لديك طلب جارٍ من النوع نفسه.', en: 'You have an open request of this kind.' }, remedy_text: { ar: 'تابع طلبك الجاري من «طلباتي».', en: 'Follow it under My requests.' } },
    ]);
  }
  const now = new Date().toISOString();
  const kind = kinds.find((one) => one.id === body.kind) ?? assistance;
  const made = { ...requests()[0], id: `n${state.requests.length}`, reference: '26-000431-6', kind: kind.id, kind_title: kind.title, seq: 2, received_at: now, submitted_at: now, told: [], next: { step: kind.steps[1].id, who: ['officer'] }, steps: kind.steps.map((one, index) => ({ id: one.id, kind: one.kind, title: one.title, status: index === 0 ? 'done' : index === 1 ? 'open' : 'waiting', done_at: index === 0 ? now : undefined, opened_at: index === 1 ? now : undefined })) };
  if (!body.declaration) delete made.answer_not_before;
  state.requests.unshift(made);
  return ok(made, 201);
}

const acts = {
  withdrawal: (state, request) => standingAfter(state, request, { status: 'closed', outcome: 'withdrawn', next: undefined, actions: [] }),
  receipt: (state, request) => standingAfter(state, request, { deliveries: request.deliveries.map((one) => ({ ...one, confirmed_at: new Date().toISOString() })) }),
  rating: (state, request) => standingAfter(state, request, { rating: { ...request.rating, rated_at: new Date().toISOString() }, actions: request.actions.filter((one) => one.action !== 'rate') }),
  completion: (state, request) => standingAfter(state, request, { status: 'open', returned: undefined, next: { step: 'verify', who: ['officer'] } }),
  appeal: (state, request) => {
    const made = { ...requests()[0], id: 'g1', reference: '26-000432-4', kind_title: { ar: 'تظلّم', en: 'Grievance' } };
    state.requests.unshift(made);
    request.appeal = { request: made.id, reference: made.reference };
    return ok(made, 201);
  },
};

function answer(state, association, method, path, body) {
  const home = homes[association];
  if (!home) return problem(404, 'http.not_found', 'لا توجد جمعية بهذا الاسم.', 'There is no such association.');
  if (state.fail && path.includes(state.fail)) return problem(500, 'server.failed', 'حدث خطأ عندنا.', 'Something failed.');
  const key = `${method} ${path}`;
  const [, id] = path.split('/').slice(1);
  if (key === 'GET portal/home') return ok(home);
  if (key.startsWith('GET portal/kinds/')) {
    const kind = kinds.find((one) => one.id === id);
    return kind ? ok(kind) : problem(404, 'http.not_found', 'لا توجد خدمة بهذا الاسم.', 'There is no such service.');
  }
  if (key === 'GET demo/messages') return ok({ items: state.sent });
  if (key === 'POST portal/codes') {
    state.sent.unshift({ at: new Date().toISOString(), channel: 'sms', to_masked: '05•••••678', subject: '', text: body.purpose === 'signature' ? 'رمز التوقيع: 123456. لا تشاركه مع أحد.' : 'رمز الدخول: 123456. لا تشاركه مع أحد.' });
    return ok({ challenge: 'c1', expires_at: new Date(Date.now() + 300_000).toISOString(), resend_at: new Date(Date.now() + 30_000).toISOString() }, 202);
  }
  if (key === 'POST portal/sign-in') {
    if (body.code !== '123456') return problem(422, 'code.wrong', 'الرمز غير صحيح.', 'The code is wrong.', [{ code: 'code.wrong', field: 'code', parameters: {}, message: { ar: 'الرمز غير صحيح.', en: 'The code is wrong.' }, remedy_text: { ar: 'تحقّق من آخر رسالة وصلتك.', en: 'Check the latest message you received.' } }]);
    state.me = state.ready();
    return ok(state.me);
  }
  if (!state.me) return needSignIn;
  if (key === 'GET portal/me') return ok(state.me);
  if (key === 'DELETE portal/sign-in') {
    state.me = null;
    return ok({});
  }
  if (key === 'PUT portal/acting-for') {
    state.me.acting_for = state.me.parties.find((one) => one.party === body.party);
    return ok(state.me);
  }
  if (key.startsWith('PUT portal/consents/')) {
    const consent = state.me.consents.find((one) => one.purpose === id);
    Object.assign(consent, body.given ? { given_at: new Date().toISOString(), withdrawn_at: undefined } : { withdrawn_at: new Date().toISOString() });
    return ok(state.me);
  }
  if (key === 'POST portal/attachments') return ok({ id: `a${Date.now()}`, name: body.name, type: body.type, bytes: body.bytes, digest: 'd' }, 201);
  if (key === 'POST portal/digests') return ok({ content_digest: 'b2:0f3c', declaration_version: 2 });
  if (key === 'POST portal/requests') return submit(state, body);
  if (key === 'GET portal/requests') return ok({ items: state.requests.map(cardOf) });
  if (key === 'GET portal/messages') return ok({ items: state.messages });
  if (key.startsWith('POST portal/messages/')) {
    const message = state.messages.find((one) => one.id === id);
    if (message) message.read_at = new Date().toISOString();
    return ok({});
  }
  if (key === 'GET portal/openings') return ok({ items: openings() });
  const request = path.startsWith('portal/requests/') ? state.requests.find((one) => one.id === id) : undefined;
  if (!request) return problem(404, 'not_found', 'لا يوجد شيء بهذا العنوان.', 'There is nothing here.');
  const act = path.split('/')[3];
  return act ? (acts[act]?.(state, request, body) ?? problem(404, 'not_found', 'لا يوجد.', 'Nothing.')) : ok(request);
}

function readBody(request) {
  return new Promise((resolve) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const whole = Buffer.concat(chunks);
      if (!(request.headers['content-type'] ?? '').startsWith('multipart/')) return resolve(whole.length > 0 ? JSON.parse(whole) : {});
      const head = whole.subarray(0, 600).toString();
      resolve({ name: /filename="([^"]*)"/.exec(head)?.[1] ?? 'file', type: /Content-Type: (\S+)/i.exec(head)?.[1] ?? '', bytes: whole.length });
    });
  });
}

/** {url, state, close}: `state.fail = 'requests'` makes calls of that path fail; each mock has a world of its own. */
export function startMock(port = 0) {
  const state = world();
  const server = createServer(async (request, response) => {
    const path = decodeURI(request.url.split('?')[0]);
    response.setHeader('Content-Security-Policy', csp);
    const [, first, association, ...rest] = path.split('/');
    if (first === 'api') {
      const { status, body } = answer(state, association, request.method, rest.join('/'), await readBody(request));
      response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
      return response.end(JSON.stringify(body));
    }
    const isFile = existsSync(root + path) && extname(path) !== '';
    const file = root + (isFile ? path : first === 'desk' ? '/desk.html' : '/portal.html');
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}`, state, close: () => server.close() }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startMock(Number(process.argv[2] ?? 8090));
  console.log(`${url}/teryaq/  ${url}/aoun/  ${url}/empty/  ${url}/mail/teryaq`);
}
