// Keeps what every page is drawn with, and one page for when there is no network; never a page about a person.
// `kept` (name, offline, home, shell) is written above this line by the server.

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(kept.name)
      // Asked without cookies: what is kept on a device is the same for everybody.
      .then((cache) =>
        Promise.all(
          [kept.offline, ...kept.shell].map(async (address) => {
            const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
            if (answer.ok) await cache.put(address, answer);
          }),
        ),
      )
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== kept.name).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(kept.name);
    return (await cache.match(kept.offline)) ?? Response.error();
  }
}

// Files named by their content never change; the others are asked for first and taken from here without a network.
async function file(request) {
  const cache = await caches.open(kept.name);
  const mine = await cache.match(request, { ignoreVary: true });
  if (mine && /\.[0-9a-f]{12}\./.test(request.url)) return mine;
  try {
    return await fetch(request);
  } catch {
    return mine ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  // What is being sent goes straight to the network; only a device that knows it has none is answered from here.
  if (request.mode === "navigate" && (request.method === "GET" || !navigator.onLine)) event.respondWith(page(request));
  else if (request.method === "GET" && address.pathname.startsWith(kept.home)) event.respondWith(file(request));
});
