/* Half of the preview's script: the state, what there is to say of it, and the
   stream that tells of changes. patch.js is the other half. */

/* The state. */

let state = {faults: [], sections: [], assets: {}, settings: {}}; // until the first has come
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
    if (blocked.size) throw new LoadAnew();     // only then it is told what is blocked now
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
  bar.removeAttribute("aria-busy");
  showState();
};

/* What there is to say stands in a shadow, so that the styles of the theme and of
   the preview do not meet. All of it is set as text. */

const host = element("fishbowl-preview", {lang: "en", dir: "ltr", translate: false});
const shadow = host.attachShadow({mode: "open"});
const style = element("link", {rel: "stylesheet", href: own + "preview.css"});
const frame = element("div", {className: "frame", hidden: true}); // until its style has come
style.onload = () => { frame.hidden = false; frame.querySelectorAll("pre").forEach(showCaret); };

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

// fill brings a list to its items. What stands there for an item that is still the
// same stays, and with it focus, selection and place; where the focus was in what
// goes, it is in what has come instead.
const made = new WeakMap();                     // part of a list → its item
const stops = list => [...list.querySelectorAll("a, button, pre")];
const fill = (list, items, make) => {
  const at = shadow.activeElement, inside = list.contains(at), place = stops(list).indexOf(at), scrolled = list.parentNode.scrollTop;
  const old = [...list.children], fresh = [];
  const parts = items.map(item => {
    const key = JSON.stringify(item), i = old.findIndex(e => made.get(e) === key);
    if (i >= 0) return old.splice(i, 1)[0];
    const e = make(item);
    made.set(e, key);
    fresh.push(e);
    return e;
  });
  old.forEach(e => e.remove());
  parts.forEach((e, i) => { if (list.children[i] !== e) list.insertBefore(e, list.children[i] ?? null); });
  list.hidden = !parts.length;
  list.parentNode.scrollTop = scrolled;
  for (const e of fresh) e.querySelectorAll("pre").forEach(showCaret);
  if (inside && shadow.activeElement !== at) (at.isConnected ? at : stops(list)[place] ?? stops(list).at(-1) ?? fold).focus({preventScroll: true});
};
// hide hides a part, or shows it; the focus does not go with it.
const hide = (e, hidden) => {
  if (hidden && e.contains(shadow.activeElement)) fold.focus();
  e.hidden = hidden;
};

/* The overlay, the panel and the bar are made once; what they show is set. */

const overlayTitle = element("h2", {id: "title"}), overlayText = element("p"), faults = element("ol");
const hideButton = button("Hide (Esc)", () => hideOverlay());
const overlay = element("section", {className: "overlay", hidden: true}, element("div", {className: "head"}, overlayTitle, hideButton), overlayText, faults);
overlay.setAttribute("role", "region");
overlay.setAttribute("aria-labelledby", "title");
const digest = () => JSON.stringify(state.faults);
const showOverlay = () => {
  hide(overlay, !state.faults.length || recall("hidden") === digest());
  overlayTitle.textContent = plural(state.faults.length, "error");
  overlayText.textContent = state.waiting ? "The page appears as soon as the site has no errors." : "The page shows the last state without errors.";
  fill(faults, overlay.hidden ? [] : state.faults, showProblem);
};
const hideOverlay = () => { remember("hidden", digest()); showState(); };

// The bar is folded at first where it would hide much of the page.
let folded = recall("folded") ?? matchMedia("(max-width: 48rem)").matches;
let opened = "";                                // the title of the section in the panel
let trouble = recall("said") ?? "";
forget("said");

const post = async change => {
  const asked = state;
  try {
    const response = await fetch(own + "settings", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(change)});
    trouble = response.ok ? "" : await response.text();
    if (response.ok) Object.assign(asked.settings, change); // the state that says so is on its way
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
  const e = element("div", {className: "group", hidden: true}, ...parts);
  if (name) {
    e.setAttribute("role", "group");
    e.setAttribute("aria-label", name);
  }
  return e;
};

const fold = button("Preview", () => { folded = !folded; remember("folded", folded); opened = ""; showBar(); }, {className: "fold"});
const errors = button("", () => { forget("hidden"); showState(); hideButton.focus(); }, {className: "errors", hidden: true});
const flags = group(""), languages = group("Languages of this page"), files = group("Source files of this page"), sections = group("More about the site");
const date = element("input", {type: "date", min: "1900-01-01", max: "2999-12-31"});
const today = button("Today", () => post({as_of: ""}));
const box = element("input", {type: "checkbox", onchange: () => post({drafts: box.checked})});
const settings = group("What is shown", element("label", {}, "As of", date), today, element("label", {}, box, "Drafts"));
const spoken = element("p", {className: "status"});
spoken.setAttribute("role", "status");          // read out politely: it is never taken out of the document
const bar = element("section", {className: "bar"}, fold, errors, flags, languages, files, settings, sections, spoken);
bar.setAttribute("aria-label", "Preview");
bar.setAttribute("aria-busy", true);            // until the first state has come
const panelTitle = element("h2"), panelList = element("ul");
const panel = element("section", {className: "panel", hidden: true, id: "panel", tabIndex: -1}, panelTitle, panelList);
frame.append(overlay, panel, bar);
shadow.append(style, frame);

// A day that is typed is taken with Enter, or when the field is left, since what
// stands there meanwhile may be a day, too; one that is chosen is taken at once.
let before = null;                              // what stood there, while somebody types
const shownDay = () => state.settings.as_of || state.settings.day || "";
const takeDay = () => {
  const was = before ?? shownDay(), is = date.value;
  before = null;
  if (is !== was && /^(19|2\d)\d\d-/.test(is)) post({as_of: is});
  else date.value = shownDay();
};
date.onkeydown = e => { if (e.key === "Enter") takeDay(); else before ??= date.value; };
date.onchange = () => { if (before === null) takeDay(); };
date.onblur = () => { if (before !== null) takeDay(); };

const showFlag = text => element("span", {className: "flag", textContent: text});
const showLanguage = l => {
  if (!l.url) return element("span", {className: "missing", textContent: l.code + " missing", title: "This page is missing in " + l.name});
  const link = element("a", {href: l.url, textContent: l.code, title: l.name});
  if (l.current) link.setAttribute("aria-current", "page");
  return link;
};
const showFile = f => button(f, e => copy(f, e.currentTarget), {className: "file", title: "Copy this path"});
const showSection = title => {
  const open = button("", () => {
    opened = opened === title ? "" : title;
    showBar();
    panel.scrollTop = 0;
    if (opened) panel.focus();
  });
  open.setAttribute("aria-controls", "panel");
  return open;
};
const showItem = i => i.problem ? showProblem(i.problem) : element("li", {}, i.url ? element("a", {href: i.url, textContent: i.text}) : i.text);

const showBar = () => {
  const {page, gone} = state, all = [...state.sections];
  if (blocked.size) all.push({title: "Blocked in the preview", items: [...blocked].map(text => ({text}))});
  fold.setAttribute("aria-expanded", !folded);
  errors.textContent = plural(state.faults.length, "error");
  hide(errors, !state.faults.length || !overlay.hidden);
  fill(flags, page?.flags ?? [], showFlag);
  fill(languages, folded ? [] : page?.languages ?? [], showLanguage);
  fill(files, folded ? [] : page?.files ?? [], showFile);
  hide(settings, folded || !state.run);
  if (before === null && date.value !== shownDay()) date.value = shownDay();
  box.checked = Boolean(state.settings.drafts);
  today.setAttribute("aria-disabled", !state.settings.as_of);
  fill(sections, folded ? [] : all.map(s => s.title), showSection);
  [...sections.children].forEach((open, i) => {
    open.textContent = all[i].title + " (" + all[i].items.length + ")";
    open.setAttribute("aria-expanded", opened === all[i].title);
  });
  const section = !folded && all.find(s => s.title === opened);
  hide(panel, !section);
  panelTitle.textContent = section ? section.title : "";
  panel.setAttribute("aria-label", panelTitle.textContent);
  fill(panelList, section ? section.items : [], showItem);
  const say = trouble || (gone ? gone.why : state.faults.length ? plural(state.faults.length, "error") : "");
  if (spoken.textContent !== say) spoken.textContent = say;
  spoken.classList.toggle("unseen", !trouble && !gone); // the overlay, or its button, shows it
  room.replaceSync("@media screen { html { padding-block-end: " + bar.offsetHeight + "px } }");
};
const room = new CSSStyleSheet();               // so that the bar hides nothing at the page's end

const showState = () => { showOverlay(); showBar(); };

/* What the preview's policy keeps the page from. Some browsers tell also of what
   was before this script. */

const blocked = new Set();
const kinds = {style: "style", script: "script", img: "picture", font: "font", media: "sound or film", frame: "frame", object: "embedded object", connect: "request", form: "form"};
const noteBlocked = (directive, address, source) => {
  if (/-extension:/.test(address + source)) return; // the browser's, not the page's
  const kind = kinds[directive.split("-")[0]] ?? "part";
  const where = {inline: " inside the page", data: " from a data: address", eval: " made from text"}[address] ?? " from " + address;
  const known = blocked.size;
  if (blocked.add("A " + kind + where + " — the published pages would need a server's permission for it").size > known) showBar();
};
document.addEventListener("securitypolicyviolation", e => noteBlocked(e.effectiveDirective, e.blockedURI, e.sourceFile));
if (window.ReportingObserver) new ReportingObserver(all => all.forEach(({body: b}) => noteBlocked(b.effectiveDirective, b.blockedURL, b.sourceFile)), {types: ["csp-violation"], buffered: true}).observe();

addEventListener("keydown", e => {
  if (e.key !== "Escape") return;
  if (!panel.hidden && panel.contains(shadow.activeElement)) { opened = ""; showBar(); }
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
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 2000);
        hear(stopped);
        channel.postMessage(stopped);
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
