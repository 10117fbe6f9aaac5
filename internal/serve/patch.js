/* Half of the preview's script: the page is brought to the newest state without
   being loaded anew. preview.js is the other half; the server joins the two into
   one function.

   A page is patched by comparing the two documents that were served, before and
   now, and by doing to the page only what differs between them. What a reader has
   done to the page (open details, filled fields, the place where he reads) and
   what the theme's script has done stay. Where a difference concerns what the
   theme's script has done or may hold on to, the page is loaded anew, since a
   script runs but once; place, focus, fields and details are put back then. */

const own = "/_fishbowl/";
const kept = "fishbowl:";                       // our names in the session's storage
const remember = (key, value) => { try { sessionStorage.setItem(kept + key, JSON.stringify(value)); } catch { /* storage is off */ } };
const recall = key => { try { return JSON.parse(sessionStorage.getItem(kept + key)); } catch { return null; } };
const forget = key => { try { sessionStorage.removeItem(kept + key); } catch { /* storage is off */ } };
const parse = text => new DOMParser().parseFromString(text, "text/html");
const element = (name, props = {}, ...children) => {
  const e = Object.assign(document.createElement(name), props);
  e.append(...children);
  return e;
};

class LoadAnew extends Error {}                  // the page cannot be patched
class Gone extends Error {}                      // the server does not answer
const ask = address => fetch(address, {cache: "no-store"}).catch(() => { throw new Gone(); });
let served;                                     // the document as it came from the server
let mark;                                       // which bytes it was made from
let live;                                       // node of served → node of the page
const swaps = [];                               // style sheets with what shall take their place

// Browsers tell the script which bytes its page was made from.
const markOfPage = () => performance.getEntriesByType("navigation")[0]?.serverTiming?.find(t => t.name === "fishbowl")?.description;
const markOf = response => /fishbowl;desc="([^"]*)"/.exec(response.headers.get("Server-Timing"))?.[1];
const fetchPage = async () => {
  const response = await ask(location.pathname + location.search);
  return {mark: markOf(response), text: await response.text()};
};

// What the browser's extensions put into a page is nobody's here.
const isForeign = n => n.nodeType === 1 && n.localName.includes("-") && !served.querySelector(n.localName);

// pair finds the node of the page for each node of the served document. Below an
// element in which a script has added or removed something there are no pairs.
const pair = (s, l) => {
  live.set(s, l);
  const ss = [...s.childNodes], ls = [...l.childNodes].filter(n => !isForeign(n));
  if (ss.length !== ls.length || ss.some((n, i) => n.nodeName !== ls[i].nodeName)) return;
  ss.forEach((n, i) => pair(n, ls[i]));
};
const inPage = s => {
  const l = live.get(s);
  if (!l) throw new LoadAnew();
  return l;
};

const runs = script => !script.type || /^(module|.*javascript)$/.test(script.type);
const scripts = doc => JSON.stringify([...doc.scripts].filter(runs).map(s => [s.getAttribute("src"), s.text]));
const forwards = doc => doc.querySelector("meta[http-equiv=refresh i]");
// A script finds its elements by data-attributes, and listens to form controls.
const isHeld = e => e.nodeType === 1 && (Object.keys(e.dataset ?? {}).length > 0 || e.matches("form, input, select, textarea, button, option"));
const holdsHeld = n => isHeld(n) || n.nodeType === 1 && [...n.querySelectorAll("*")].some(isHeld);
let active;                                     // the page has a script of its own
const careful = n => { if (active && holdsHeld(n)) throw new LoadAnew(); };

const plain = value => value?.replace(/[?&]fishbowl=\w+/g, "") ?? null;
const isSheet = e => e.nodeName === "LINK" && e.relList.contains("stylesheet");

// swapSheets lets style sheets take the place of others as soon as they have come.
const swapSheets = () => Promise.all(swaps.splice(0).map(([old, href, attributes]) => new Promise(done => {
  const sheet = old.cloneNode();
  for (const a of attributes) sheet.setAttribute(a.name, a.value);
  sheet.setAttribute("href", href);
  const end = () => { old.remove(); done(); };
  sheet.onload = sheet.onerror = end;
  setTimeout(end, 5000);
  old.after(sheet);
})));

const patchAttributes = (s, n, l) => {
  for (const name of new Set([...s.getAttributeNames(), ...n.getAttributeNames()])) {
    const was = s.getAttribute(name), is = n.getAttribute(name);
    if (was === is) continue;
    if (active && isHeld(s)) throw new LoadAnew();
    if (isSheet(s) && isSheet(n) && name === "href") { swaps.push([l, is, n.attributes]); continue; }
    if (plain(l.getAttribute(name)) !== was && !(name === "open" && l.nodeName === "DETAILS")) throw new LoadAnew();
    is === null ? l.removeAttribute(name) : l.setAttribute(name, is);
  }
};

// patch makes what n shows of l, which shows s.
const patch = (s, n) => {
  if (s.isEqualNode(n)) return;
  const l = inPage(s);
  if (s.nodeType !== 1) {
    if (l.data !== s.data) throw new LoadAnew();
    l.data = n.data;
    return;
  }
  patchAttributes(s, n, l);
  patchChildren(s, n, l);
};

const patchChildren = (s, n, l) => {
  const ss = [...s.childNodes], ns = [...n.childNodes];
  let after = null;                             // the node of the page behind those that differ
  while (ss.length && ns.length && ss[0].isEqualNode(ns[0])) { ss.shift(); ns.shift(); }
  while (ss.length && ns.length && ss.at(-1).isEqualNode(ns.at(-1))) { after = ss.pop(); ns.pop(); }
  if (!ss.length && !ns.length) return;
  if (s.firstChild && !live.get(s.firstChild)) throw new LoadAnew();
  after = after && inPage(after);
  const partners = match(ss, ns), used = new Set(partners.values());
  for (const x of ss) {
    if (used.has(x)) continue;
    careful(x);
    inPage(x).remove();
  }
  for (const x of ns.reverse()) {
    const old = partners.get(x);
    if (old) patch(old, x); else careful(x);
    const node = old ? inPage(old) : document.importNode(x, true);
    if (node.parentNode !== l || node.nextSibling !== after) l.insertBefore(node, after);
    after = node;
  }
};

// match finds, for nodes that are now, those that they were: equal ones in the
// same order, then those with the same id, then those of the same kind between two
// that are matched.
const match = (ss, ns) => {
  const partners = new Map(), used = new Set();
  const join = (s, n) => { partners.set(n, s); used.add(s); };
  const text = x => x.outerHTML ?? x.nodeName + x.data;
  for (const [i, j] of common(ss.map(text), ns.map(text))) join(ss[i], ns[j]);
  for (const n of ns) {
    const s = n.id && !partners.has(n) && ss.find(s => s.id === n.id && s.nodeName === n.nodeName && !used.has(s));
    if (s) join(s, n);
  }
  const kind = x => x.nodeName + (x.nodeName === "LINK" || x.nodeName === "META" ? x.rel + x.name + x.getAttribute("property") : "");
  let from = 0;
  for (const n of ns) {
    if (partners.has(n)) { from = Math.max(from, ss.indexOf(partners.get(n)) + 1); continue; }
    for (let i = from; i < ss.length && !used.has(ss[i]); i++) {
      if (kind(ss[i]) !== kind(n) || ss[i].id && n.id) continue;
      join(ss[i], n);
      from = i + 1;
      break;
    }
  }
  return partners;
};

// common returns the places of a longest common subsequence of two lists.
const common = (a, b) => {
  if (a.length * b.length > 4e6) return [];     // a list of thousands: by ids and kinds alone
  const rows = Array.from({length: a.length + 1}, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  const places = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else rows[i + 1][j] >= rows[i][j + 1] ? i++ : j++;
  }
  return places;
};

// show brings the page to what has been fetched.
const show = async text => {
  const next = parse(text);
  if (!served || scripts(served) !== scripts(next) || forwards(next)) throw new LoadAnew();
  active = [...served.scripts].some(s => runs(s) && !s.src.includes(own));
  live = new Map();
  pair(served.head, document.head);
  pair(served.body, document.body);
  live.set(served.documentElement, document.documentElement);
  const focus = document.activeElement, selection = focus && "selectionStart" in focus ? [focus.selectionStart, focus.selectionEnd] : null;
  patchAttributes(served.documentElement, next.documentElement, document.documentElement);
  patch(served.head, next.head);
  patch(served.body, next.body);
  if (focus && focus !== document.activeElement && focus.isConnected) { // it has been moved
    focus.focus({preventScroll: true});
    if (selection?.[0] != null) focus.setSelectionRange(...selection);
  }
  served = next;
  await swapSheets();
};

// refreshFiles lets style sheets and pictures that have changed be seen.
const addressOf = value => { try { const u = new URL(value, location.href); return u.origin + u.pathname; } catch { return null; } };
const refreshFiles = async (old, assets) => {
  for (const [address, version] of Object.entries(assets)) {
    if (old[address] === version) continue;
    const marked = value => {
      if (addressOf(value) !== addressOf(address)) return value;
      const [, path, fragment] = /^([^#]*)(.*)$/s.exec(plain(value));
      return path + (path.includes("?") ? "&" : "?") + "fishbowl=" + version + fragment;
    };
    // Addresses of a srcset end at a space or at a comma before one.
    const markedSet = value => value.replace(/([\s,]*)(\S*[^\s,])([^,]*)/g, (_, before, url, size) => before + marked(url) + size);
    const set = (e, name, mark) => {
      const was = e.getAttribute(name), is = was && mark(was);
      if (is !== was) e.setAttribute(name, is);
    };
    for (const e of document.querySelectorAll("link[href], [src], [srcset], [poster]")) {
      if (isSheet(e)) {
        const was = e.getAttribute("href"), is = marked(was);
        if (is !== was) swaps.push([e, is, []]);
      } else if (e.nodeName === "LINK") {
        if (e.relList.contains("icon")) set(e, "href", marked);
      } else if (e.nodeName !== "SCRIPT") {
        set(e, "src", marked);
        set(e, "poster", marked);
        set(e, "srcset", markedSet);
      }
    }
  }
  await swapSheets();
};

// Names know elements again after the page has been loaded anew; equal ones are
// numbered.
const ticks = f => f.type === "radio" || f.type === "checkbox"; // its value is the page's, whether it is chosen the reader's
const isField = e => e.matches("input, select, textarea");
const nameOf = e => e.id || [e.nodeName, ...isField(e) ? [e.type, e.name, ticks(e) && e.value] : [e.name, e.getAttribute("href"), (e.querySelector("summary") ?? e).textContent.slice(0, 80)]].join("|");
const named = selector => {
  const seen = new Map(), all = new Map();
  for (const e of document.querySelectorAll(selector)) {
    const name = nameOf(e), n = seen.get(name) ?? 0;
    seen.set(name, n + 1);
    all.set(n + "|" + name, e);
  }
  return [...all];
};
const fields = "input:not([type=password], [type=file], [type=hidden], [type=submit], [type=reset], [type=button], [type=image]), select, textarea";
const focusable = "a, button, input, select, textarea, summary, [tabindex]";
const loadAnew = () => {
  remember("page", {
    path: location.pathname, x: scrollX, y: scrollY, focus: named(focusable).find(([, e]) => e === document.activeElement)?.[0],
    details: named("details").map(([name, d]) => [name, d.open]),
    fields: named(fields).map(([name, f]) => [name, ticks(f) ? f.checked : f.value]),
  });
  location.reload();
};
const putBack = () => {
  const was = recall("page");
  forget("page");
  if (was?.path !== location.pathname) return;
  const put = (kept, elements, keyOf) => {
    kept = new Map(kept);
    for (const [name, e] of elements) if (kept.has(name) && e[keyOf(e)] !== kept.get(name)) e[keyOf(e)] = kept.get(name);
  };
  put(was.details, named("details"), () => "open");
  put(was.fields, named(fields), f => ticks(f) ? "checked" : "value");
  scrollTo(was.x, was.y);
  if (was.focus) named(focusable).find(([name]) => name === was.focus)?.[1].focus({preventScroll: true});
};
