/* The theme's one script. Pages are whole without it; it does three things:
   what is over since the site was built leaves the lists, works and notes are
   shown beside what cites them, and lists can be narrowed. It keeps nothing and
   asks nobody. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* Time. An element with data-until goes at that instant, one with data-since
     comes; both instants have the offset of their zone. */
  const now = Date.now();
  const past = document.querySelector("[data-past] ul"); // where events go that are over
  let changed = false;
  for (const e of all("[data-until]")) {
    if (Date.parse(e.dataset.until) > now) continue;
    changed = true;
    if (past && e.matches("li")) {
      past.prepend(e);
      past.closest("section").hidden = false;
    } else {
      e.remove();
    }
  }
  for (const e of all("[data-since]")) {
    if (Date.parse(e.dataset.since) <= now) e.hidden = false;
  }
  // A list that holds nothing any more gives way to what data-else names.
  for (const e of all("[data-else]")) {
    if (e.querySelector("li")) continue;
    const other = document.getElementById(e.dataset.else);
    if (other) other.hidden = false;
    e.remove();
  }
  // So many of the dates are shown as data-dates says.
  for (const e of all("[data-dates]")) {
    const dates = all("dd", e);
    for (const d of dates.slice(0, e.dataset.dates)) d.hidden = false;
    if (!dates.length) e.remove();
  }
  // Groups stand by their next date; without one they stay behind those with one.
  if (changed) {
    for (const list of all("[data-by-date]")) {
      const when = new Map([...list.children].map(e => [e, Date.parse(e.querySelector("[data-dates] time")?.dateTime) || Infinity]));
      list.append(...[...when.keys()].sort((a, b) => when.get(a) > when.get(b) ? 1 : when.get(a) < when.get(b) ? -1 : 0));
    }
  }

  /* Works and notes. Where the pointer or the focus is on a citation or on the number
     of a note, the text it leads to is shown below it, or above it at the foot of the
     window. It can be sent away by Escape, the pointer may move onto it, and it stays
     until then (WCAG 1.4.13). */
  const beside = document.createElement("div");
  beside.id = "part-beside";
  beside.setAttribute("role", "tooltip");
  let shownFor = null, leaving = 0;
  const hideBeside = () => {
    clearTimeout(leaving);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    beside.remove();
  };
  const leaveBeside = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => shownFor?.matches(":focus-visible") || hideBeside(), 250);
  };
  const showBeside = reference => {
    clearTimeout(leaving);
    const target = document.getElementById(decodeURIComponent(reference.hash.slice(1)));
    if (!target || shownFor === reference) return;
    hideBeside();
    beside.replaceChildren(...target.cloneNode(true).childNodes);
    for (const e of all("[id]", beside)) e.removeAttribute("id");
    for (const e of all(".note", beside)) e.remove(); // what the page of references adds
    for (const link of all("a", beside)) {
      link.matches("[role=doc-backlink]") ? link.remove() : link.replaceWith(...link.childNodes);
    }
    shownFor = reference;
    reference.setAttribute("aria-describedby", beside.id);
    document.body.append(beside);
    const at = [...reference.getClientRects()].at(-1), page = document.documentElement; // it may end in another line
    const below = at.bottom + beside.offsetHeight <= page.clientHeight || at.top < beside.offsetHeight;
    beside.style.top = (below ? at.bottom : reference.getClientRects()[0].top - beside.offsetHeight) + scrollY + "px";
    beside.style.left = Math.max(16, Math.min(at.left, page.clientWidth - beside.offsetWidth - 16)) + scrollX + "px";
  };
  for (const reference of all("a[role=doc-biblioref], a[role=doc-noteref]")) {
    reference.addEventListener("pointerenter", e => e.pointerType === "touch" || showBeside(reference));
    reference.addEventListener("focus", () => reference.matches(":focus-visible") && showBeside(reference));
    reference.addEventListener("pointerleave", leaveBeside);
    reference.addEventListener("blur", leaveBeside);
  }
  beside.addEventListener("pointerenter", () => clearTimeout(leaving));
  beside.addEventListener("pointerleave", leaveBeside);
  addEventListener("keydown", e => e.key === "Escape" && hideBeside());

  /* Narrowing. The choice stands in the address, so that it can be mailed. */
  const finder = document.querySelector(".finder");
  if (!finder) return;
  const selects = all("select", finder);
  const count = document.querySelector(".count");
  const nothing = document.querySelector(".nothing");
  const total = count.textContent;
  const entries = all("[data-traits]").map(card => ({card, traits: new Set(card.dataset.traits.split(" "))}));
  const number = n => n.toLocaleString(document.documentElement.lang);
  const names = new Map(all("option", finder).map(o => [o, o.text]));

  // Whether an entry fits the choice; the selection `except` is left out.
  const fits = (entry, except) => selects.every(s => s === except || !s.value || entry.traits.has(s.name + ":" + s.value));

  const show = () => {
    let shown = 0;
    for (const e of entries) {
      e.card.hidden = !fits(e);
      if (!e.card.hidden) shown++;
    }
    count.textContent = selects.some(s => s.value) ? count.dataset.shown.replace("{}", number(shown)) : total;
    nothing.hidden = shown > 0;
    if (!shown) count.textContent += ". " + nothing.querySelector("p").textContent; // for those who hear the count
    // Behind each value, how many there would be.
    for (const s of selects) {
      const have = new Map();
      for (const e of entries) {
        if (fits(e, s)) for (const t of e.traits) have.set(t, (have.get(t) || 0) + 1);
      }
      for (const o of s.options) {
        if (o.value) o.text = names.get(o) + " (" + number(have.get(s.name + ":" + o.value) || 0) + ")";
      }
    }
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const s of selects) {
      const value = query.get(s.name) || "";
      s.value = value;
      if (s.value === value) continue;
      s.value = "";
      if (!/^[\w-]{1,40}$/.test(value)) continue;
      // An old link may ask for what nothing has any more: it is told, not ignored.
      const gone = new Option(value, value, false, true);
      names.set(gone, value);
      s.add(gone);
    }
  };

  const write = () => {
    const query = new URLSearchParams(location.search);
    for (const s of selects) s.value ? query.set(s.name, s.value) : query.delete(s.name);
    const search = String(query);
    history.replaceState(history.state, "", location.pathname + (search && "?" + search) + location.hash);
  };

  finder.addEventListener("change", () => { write(); show(); });
  for (const button of all("button.clear")) {
    button.addEventListener("click", () => {
      for (const s of selects) s.value = "";
      write();
      show();
      if (nothing.contains(button)) finder.querySelector("summary").focus(); // the button has gone
    });
  }
  read();
  show();
  finder.hidden = false;
  finder.open = selects.some(s => s.value);
})();
