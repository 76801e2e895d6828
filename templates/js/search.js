/**
 * The search of a site, page side: the search box everywhere, and the results on the search page.
 *
 * The page says where the site's root is with `data-kb-base` on its body. On the search page an element `[data-search-results]` is
 * filled; `data-search-state` on it is "idle", "searching", "done" or "failed", and `data-search-query` is the query whose results
 * stand. Nothing is loaded before the box is used. Without this script the box leads to the search page all the same.
 */
"use strict";
(() => {
  const AT_FIRST = 10;
  const MORE = 20;
  const PAUSE = 30; // milliseconds of rest after a key before a search begins

  const box = document.querySelector('input[type="search"][name="q"]');
  const area = document.querySelector("[data-search-results]");
  if (!box) return;

  const marker = document.querySelector("[data-kb-base]");
  const given = marker ? marker.dataset.kbBase || "." : new URL("..", document.currentScript.src).href;
  const base = new URL(given.replace(/\/*$/, "/"), document.baseURI);

  let leftFor = null; // what had the focus when the slash led to the box

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    leftFor = document.activeElement;
    box.focus();
    box.select();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !leftFor) return;
    event.preventDefault();
    if (leftFor === document.body) box.blur();
    else leftFor.focus();
    leftFor = null;
  });

  if (!area) return;

  const status = element("p", "kb-search-status");
  status.setAttribute("role", "status");
  const list = element("ol", "kb-search-results");
  const actions = element("div", "kb-search-actions");
  area.replaceChildren(status, list, actions);
  area.dataset.searchState = "idle";

  let worker = null;
  let asked = 0;
  let limit = AT_FIRST;
  let isSent = false; // whether the latest question was sent off, not only typed
  let timer = 0;

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search({ typing: true }), PAUSE);
  });
  box.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search({ sent: true });
  });
  window.addEventListener("popstate", () => {
    box.value = inAddress() ?? "";
    search();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(event, links()[0]);
  });
  list.addEventListener("keydown", (event) => {
    const at = links().indexOf(document.activeElement);
    if (event.key === "Escape" || (event.key === "ArrowUp" && at === 0)) step(event, box);
    else if (event.key === "ArrowUp") step(event, links()[at - 1]);
    else if (event.key === "ArrowDown") step(event, links()[at + 1]);
  });
  box.value = inAddress() ?? box.value;
  if (box.value) search({ sent: true });
  else box.focus();

  function links() {
    return [...list.querySelectorAll("a")];
  }

  function step(event, target) {
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  /** Ask for what the box says. Only the answer to the latest question is shown. */
  function search({ wanted = AT_FIRST, typing = false, sent = false } = {}) {
    limit = wanted;
    isSent = sent;
    asked += 1;
    const query = box.value;
    if (!query.trim()) {
      show(query, [], "");
      return;
    }
    area.dataset.searchState = "searching";
    area.setAttribute("aria-busy", "true");
    const number = asked;
    try {
      worker ??= start();
      worker.onmessage = ({ data }) => data.number === asked && answer(query, data);
      worker.postMessage({ number, query, limit, typing });
    } catch {
      fail(query);
    }
  }

  function start() {
    const started = new Worker(new URL("js/search-worker.js", base), { type: "module" });
    started.onerror = () => {
      started.terminate();
      if (worker === started) worker = null;
      fail(box.value);
    };
    return started;
  }

  function answer(query, { results, total, corrections, error }) {
    if (error !== undefined) {
      fail(query);
      return;
    }
    show(query, results, [counted(results.length, total), ...corrections.map(corrected)].join(" "));
    if (results.length === limit && total > limit) {
      actions.append(button("More results", () => search({ wanted: limit + MORE })));
    }
  }

  function corrected({ typed, searched }) {
    return `No article holds \u201c${typed}\u201d: searched for \u201c${searched}\u201d.`;
  }

  function counted(shown, total) {
    if (!total) return "No article holds any of these words.";
    if (total === 1) return "1 article.";
    return shown < total ? `The best ${shown} of ${total.toLocaleString()} articles.` : `${total} articles.`;
  }

  function show(query, results, message) {
    status.textContent = message;
    list.replaceChildren(...results.map(entry));
    actions.replaceChildren();
    settle(query, "done");
    keepAddress(query);
  }

  /** Say so, and keep what stood before out of sight: it answers another question. */
  function fail(query) {
    status.textContent = "The search could not be loaded. Check the connection and try again.";
    list.replaceChildren();
    actions.replaceChildren(button("Retry", () => search({ wanted: limit })));
    settle(query, "failed");
  }

  function settle(query, state) {
    area.removeAttribute("aria-busy");
    area.dataset.searchQuery = query;
    area.dataset.searchState = state;
  }

  function entry({ id, title, url, excerpt }) {
    const item = element("li", "kb-search-result");
    item.dataset.articleId = id;
    const link = element("a", "kb-search-link");
    link.href = new URL(`./${url}`, base);
    link.append(...pieces(title));
    const name = element("span", "kb-search-id");
    name.textContent = id;
    const text = element("p", "kb-search-excerpt");
    text.append(...pieces(excerpt));
    item.append(link, " ", name, text);
    return item;
  }

  function pieces(marked) {
    return marked.map(([text, isMarked]) => {
      if (!isMarked) return text;
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    });
  }

  function button(label, act) {
    const made = element("button", "kb-search-button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function element(name, className) {
    const made = document.createElement(name);
    made.className = className;
    return made;
  }

  function inAddress() {
    return new URLSearchParams(location.search).get("q");
  }

  /** The address names what is shown, so that it can be shared. The way back leads to queries that were sent off. */
  function keepAddress(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    const isNew = address.href !== location.href;
    if (!isNew && !isSent) return;
    try {
      if (isNew && history.state?.isSent) history.pushState({ isSent }, "", address);
      else history.replaceState({ isSent }, "", address);
    } catch {
      // Some browsers allow only so many changes in a while; the next one will do.
    }
  }
})();
