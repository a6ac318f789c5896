// The shell works offline: the page, its program, its style and its fonts. What is personal is never kept here.
// `self.__SHELL` is written by the build: {version, page, files}.
const shell = self.__SHELL;
const shellCache = `sila-shell-${shell.version}`;
const publicCache = 'sila-public';
const patienceMs = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shellCache).then((cache) => cache.addAll([shell.page, ...shell.files])));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith('sila-shell-') && name !== shellCache).map((name) => caches.delete(name)),
  )).then(() => self.clients.claim()).then(keepWhatWasRead));
});

/** A first visit read these before there was a worker to keep them: whoever loses the line after it goes on all the same. */
async function keepWhatWasRead() {
  const cache = await caches.open(publicCache);
  const clients = await self.clients.matchAll({ type: 'window' });
  const paths = clients.flatMap((client) => {
    const [association, section, kind] = new URL(client.url).pathname.split('/').filter(Boolean);
    if (!association || association === 'mail') return [];
    const home = `/api/${association}/portal/home`;
    return section === 'kinds' && kind ? [home, `/api/${association}/portal/kinds/${kind}`] : [home];
  });
  await Promise.allSettled([...new Set(paths)].map((path) => cache.add(path)));
}

/** The line first, and what is kept when it is down or slower than anyone waits. */
async function lineFirst(request, keep, kept) {
  const answer = fetch(request).then((response) => {
    if (response.ok) keep(response.clone());
    return response;
  });
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
  try {
    const response = await Promise.race([answer, late]);
    if (response) return response;
  } catch {
    return (await kept()) ?? Response.error();
  }
  return (await kept()) ?? answer;
}

async function fromShell(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request).then(async (response) => {
    // A page's chunk that is gone to once is there offline too.
    if (response.ok) await caches.open(shellCache).then((cache) => cache.put(request, response.clone()));
    return response;
  });
}

// What anyone may read: an association's services and their forms.
const publicPaths = /^\/api\/[^/]+\/portal\/(home|kinds\/[^/]+)$/;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/portal/')) {
    event.respondWith(fromShell(request));
  } else if (publicPaths.test(url.pathname)) {
    event.respondWith(lineFirst(
      request,
      (response) => event.waitUntil(caches.open(publicCache).then((cache) => cache.put(url.pathname, response))),
      () => caches.match(url.pathname),
    ));
  } else if (request.mode === 'navigate' && !/^\/(api|desk|assets|healthz|readyz)(\/|$)/.test(url.pathname)) {
    event.respondWith(lineFirst(request, () => undefined, () => caches.match(shell.page)));
  }
});
