/* Half of the preview's script: the state, what there is to say of it, and the
   stream that tells of changes. patch.js is the other half. */

/* The state. */

let state = {assets: {}};
const fetchState = async () => (await ask(own + "state?page=" + encodeURIComponent(location.pathname))).json();

// bringUpToDate shows the newest state; changes that come meanwhile are shown
// after it, together.
let wanted = 0, busy = false;
const bringUpToDate = async () => {
  wanted++;
  if (busy) return;
  busy = true;
  try {
    for (let done = 0; done !== wanted;) {
      done = wanted;
      await once();
    }
  } catch (e) {
    if (e instanceof LoadAnew) loadAnew();
    else if (!(e instanceof Gone)) throw e;       // when the server is back, the stream will tell
  } finally {
    busy = false;
  }
};
const once = async () => {
  const next = await fetchState(), first = !state.run;
  if (next.gone?.to) {
    remember("said", "This page has moved here.");
    location.replace(next.gone.to + location.search + location.hash);
    return;
  }
  if (next.mark !== mark) {
    const page = await fetchPage();
    if (page.mark !== mark) {
      // Whatever goes wrong there, to load the page is right.
      await show(page.text).catch(() => { throw new LoadAnew(); });
      mark = page.mark;
      wanted++;                                 // what is said of it may be newer, too
    }
  }
  if (!first) await refreshFiles(state.assets, next.assets);
  if (!first && next.generation !== state.generation && trouble !== stopped) trouble = "";
  state = next;
  showState();
};

/* What there is to say stands in a shadow, so that the styles of the theme and of
   the preview do not meet. All of it is set as text. */

const host = element("fishbowl-preview", {lang: "en", dir: "ltr", translate: false});
const shadow = host.attachShadow({mode: "open"});
const style = element("link", {rel: "stylesheet", href: own + "preview.css"});
const frame = element("div", {className: "frame", hidden: true}); // until its style has come
style.onload = () => { frame.hidden = false; };
const overlay = element("section", {className: "overlay", hidden: true});
overlay.setAttribute("role", "dialog");
overlay.setAttribute("aria-labelledby", "title");
const panel = element("section", {className: "panel", hidden: true, id: "panel", tabIndex: -1});
const bar = element("section", {className: "bar"});
bar.setAttribute("aria-label", "Preview");
const spoken = element("p", {className: "status"});
spoken.setAttribute("role", "status");          // read out politely
frame.append(overlay, panel, bar);
shadow.append(style, frame);

const button = (text, click, props = {}) => element("button", {type: "button", textContent: text, onclick: click, ...props});
const plural = (n, word) => n + " " + word + (n === 1 ? "" : "s");

// showProblem makes an item of a list: place and message, the line with the caret,
// what belongs to it, what would be right.
const placeOf = p => [p.file, p.line, p.column].filter(Boolean).join(":");
const showProblem = p => {
  const item = element("li", {className: p.severity}, element("p", {},
    element("strong", {textContent: p.severity}), " ", element("code", {textContent: placeOf(p)}), element("br"), p.message));
  if (p.quote) item.append(element("pre", {textContent: p.quote, tabIndex: 0}));
  for (const a of p.also ?? []) {
    item.append(element("p", {}, "see ", element("code", {textContent: placeOf(a)}), ": " + a.message));
    if (a.quote) item.append(element("pre", {textContent: a.quote, tabIndex: 0}));
  }
  if (p.hint) item.append(element("p", {className: "hint", textContent: "Hint: " + p.hint}));
  return item;
};

// showCaret scrolls a long line to what it is about.
const showCaret = pre => {
  const lines = pre.textContent.split("\n"), at = lines.at(-1).indexOf("^");
  if (at > 0) pre.scrollLeft = pre.scrollWidth * at / Math.max(...lines.map(l => l.length)) - pre.clientWidth / 2;
};

const digest = () => JSON.stringify(state.faults);
const showOverlay = () => {
  overlay.hidden = !state.faults.length || recall("hidden") === digest();
  if (overlay.hidden) return;
  const below = state.waiting ? "The page appears as soon as the site has no errors." : "The page shows the last state without errors.";
  const scrolled = overlay.scrollTop;
  overlay.replaceChildren(
    element("div", {className: "head"}, element("h2", {id: "title", textContent: plural(state.faults.length, "error")}), button("Hide (Esc)", hideOverlay)),
    element("p", {textContent: below}),
    element("ol", {}, ...state.faults.map(showProblem)));
  overlay.scrollTop = scrolled;
  overlay.querySelectorAll("pre").forEach(showCaret);
};
const hideOverlay = () => {
  remember("hidden", digest());
  const inside = overlay.contains(shadow.activeElement);
  showOverlay();
  if (inside) bar.querySelector("button").focus();
  showBar();
};

// The bar is folded at first where it would hide much of the page.
let folded = recall("folded") ?? matchMedia("(max-width: 48rem)").matches;
let opened = "";                                // the title of the section in the panel
let trouble = recall("said") ?? "";
forget("said");
const say = text => { if (spoken.textContent !== text) spoken.textContent = text; };

const post = async settings => {
  try {
    const response = await fetch(own + "settings", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({drafts: state.settings.drafts, as_of: state.settings.as_of, ...settings})});
    trouble = response.ok ? "" : await response.text();
  } catch { trouble = stopped; }
  showBar();
};
const copy = async (file, from) => {
  try {
    await navigator.clipboard.writeText(file);
    from.textContent = "Copied";
    setTimeout(() => { from.textContent = file; }, 1500);
  } catch { trouble = "The browser does not allow copying."; showBar(); }
};
const group = (name, ...parts) => {
  const e = element("div", {className: "group"}, ...parts);
  e.setAttribute("role", "group");
  e.setAttribute("aria-label", name);
  return e;
};
const language = l => {
  if (!l.url) return element("span", {className: "missing", textContent: l.code + " missing", title: "This page is missing in " + l.name});
  const link = element("a", {href: l.url, textContent: l.code, title: l.name});
  if (l.current) link.setAttribute("aria-current", "page");
  return link;
};
const showSettings = () => {
  const {drafts, as_of, day} = state.settings;
  const date = element("input", {type: "date", value: as_of || day || "", onchange: () => { if (date.value) post({as_of: date.value}); }, onblur: () => showBar()});
  const box = element("input", {type: "checkbox", checked: drafts, onchange: () => post({drafts: box.checked})});
  return group("What is shown", element("label", {}, "As of", date), button("Today", () => post({as_of: ""}), {disabled: !as_of}), element("label", {}, box, "Drafts"));
};

// showBar draws the bar anew, unless somebody is just writing in it.
const showBar = () => {
  const at = shadow.activeElement;
  if (at?.type === "date" && bar.contains(at) && !trouble) return;
  const key = at && bar.contains(at) ? nameOf(at) : "";
  const page = state.page, parts = [];
  const fold = button("Preview", () => { folded = !folded; remember("folded", folded); opened = ""; showBar(); }, {className: "fold"});
  fold.setAttribute("aria-expanded", !folded);
  if (state.faults.length) parts.push(button(plural(state.faults.length, "error"), () => { forget("hidden"); showOverlay(); overlay.querySelector("button").focus(); }, {className: "errors", hidden: !overlay.hidden}));
  for (const flag of page?.flags ?? []) parts.push(element("span", {className: "flag", textContent: flag}));
  if (!folded) {
    if (page?.languages) parts.push(group("Languages of this page", ...page.languages.map(language)));
    if (page) parts.push(group("Source files of this page", ...page.files.map(f => button(f, e => copy(f, e.currentTarget), {className: "file", title: "Copy this path"}))));
    if (state.settings) parts.push(showSettings());
    parts.push(group("More about the site", ...state.sections.map(s => {
      const open = button(s.title + " (" + s.items.length + ")", () => { opened = opened === s.title ? "" : s.title; showBar(); if (opened) panel.focus(); });
      open.setAttribute("aria-expanded", opened === s.title);
      open.setAttribute("aria-controls", "panel");
      return open;
    })));
  }
  say(trouble || (state.gone ? state.gone.why : state.faults.length ? plural(state.faults.length, "error") : ""));
  spoken.classList.toggle("unseen", !trouble && !state.gone); // the overlay, or its button, shows it
  bar.replaceChildren(fold, ...parts, spoken);
  const section = !folded && state.sections.find(s => s.title === opened);
  panel.hidden = !section;
  if (section) {
    panel.setAttribute("aria-label", section.title);
    panel.replaceChildren(element("h2", {textContent: section.title}), element("ul", {}, ...section.items.map(i =>
      i.problem ? showProblem(i.problem) : element("li", {}, i.url ? element("a", {href: i.url, textContent: i.text}) : i.text))));
  }
  if (key) [...bar.querySelectorAll("button, input, a")].find(e => nameOf(e) === key)?.focus();
  room.replaceSync("@media screen { html { padding-block-end: " + bar.offsetHeight + "px } }");
};
const room = new CSSStyleSheet();               // so that the bar hides nothing at the page's end

const showState = () => { showOverlay(); showBar(); };

addEventListener("keydown", e => {
  if (e.key !== "Escape") return;
  if (!panel.hidden && panel.contains(shadow.activeElement)) { opened = ""; showBar(); bar.querySelector("button").focus(); }
  else if (!overlay.hidden) hideOverlay();
});

/* The stream. A browser opens only six connections to one server, so one window
   listens for all that are seen, and those that are not seen listen to nobody:
   when they are seen again, they ask. */

const stopped = "The preview has ended. Start it again: fishbowl serve";
const channel = new BroadcastChannel("fishbowl");
const hear = message => {
  if (message === stopped) { trouble = stopped; showBar(); return; }
  const back = trouble === stopped;
  if (back) trouble = "";
  if (back || message.run !== state.run || message.generation !== state.generation) bringUpToDate();
};
channel.onmessage = e => hear(e.data);

let leave = null;                               // ends this window's part
const listen = () => {
  if (leave || document.hidden) return;
  const end = new AbortController();
  leave = () => { leave = null; end.abort(); };
  const stream = () => new Promise(done => {
    let source, again;
    const open = () => {
      source = new EventSource(own + "events");
      source.onmessage = e => { const m = JSON.parse(e.data); hear(m); channel.postMessage(m); };
      source.onerror = () => {
        hear(stopped);
        channel.postMessage(stopped);
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 2000);
      };
    };
    const close = () => { clearTimeout(again); source?.close(); done(); };
    if (end.signal.aborted) { done(); return; }
    end.signal.addEventListener("abort", close);
    open();
  });
  navigator.locks ? navigator.locks.request("fishbowl", {signal: end.signal}, stream).catch(() => {}) : stream();
};
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { leave?.(); return; }
  listen();
  bringUpToDate();
});
addEventListener("pagehide", () => leave?.());
addEventListener("pageshow", e => { if (e.persisted) { listen(); bringUpToDate(); } });

const begin = async () => {
  document.documentElement.append(host);
  document.adoptedStyleSheets.push(room);
  putBack();
  const page = await fetchPage();
  mark = markOfPage() ?? page.mark;
  if (page.mark !== mark) throw new LoadAnew();  // it has changed while it was being loaded
  served = parse(page.text);
};
begin().then(() => { listen(); bringUpToDate(); }, e => {
  if (e instanceof LoadAnew) loadAnew();
  else listen();                                // the server has just gone; when it is back, the page is loaded anew
});
