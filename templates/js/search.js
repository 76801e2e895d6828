/**
 * The results of a search, page side.
 *
 * The page says where the site's root is with `data-kb-base` on its body. Its element `[data-search-results]` is
 * filled; `data-search-state` on it is "idle", "searching", "done" or "failed", and `data-search-query` is the query whose results
 * stand. An element `[data-search-hints]`, if there is one, is shown while there are no results to look at. Nothing is loaded before
 * the box is used. Pages without such an element have the script so that it is at hand when their box leads to the search page.
 */
import { begin } from "./search-start.js";

(() => {
  "use strict";

  const AT_FIRST = 10;
  const MORE = 20;
  const PATIENCE = 500; // milliseconds after which a search that goes on says so
  const PAUSE = 30; // milliseconds within which a letter may follow the last, so that it waits for more
  const REST = 250; // milliseconds after an answer before the address names what is being typed
  const NARROW = "Narrow the results";
  const ON_PHONES = "(max-width: 44rem)"; // where the panel would push the results out of sight
  const TYPED = /^(?:insertText|insertCompositionText|delete)/; // kinds of input that come letter by letter

  const box = document.querySelector('input[type="search"][name="q"]');
  const area = document.querySelector("[data-search-results]");
  const hints = document.querySelector("[data-search-hints]");
  if (!box || !area) return;

  const marker = document.querySelector("[data-kb-base]");
  const given = marker ? marker.dataset.kbBase || "." : new URL("..", document.currentScript.src).href;
  const base = new URL(given.replace(/\/*$/, "/"), document.baseURI);

  const status = element("p", "kb-search-status");
  status.setAttribute("role", "status");
  const narrowing = element("details", "kb-search-narrowing");
  const heading = element("summary", "kb-search-narrow");
  heading.textContent = NARROW;
  const panel = element("div", "kb-search-facets");
  narrowing.append(heading, panel);
  narrowing.hidden = true;
  const list = element("ol", "kb-search-results");
  const actions = element("div", "kb-search-actions");
  area.replaceChildren(status, narrowing, list, actions);
  area.dataset.searchState = "idle";

  let worker = null;
  let asked = 0;
  let question = {}; // the latest, as it was asked
  let typed = -PAUSE; // when the last letter was
  let timer = 0;
  let waiting = 0;
  let resting = 0;
  const title = document.title;
  const counted = new Set(["product", "type", "year"]); // the facets whose counts are asked for; keywords are many

  narrowing.addEventListener("toggle", () => {
    if (narrowing.open && !question.facets.length) search(question);
  });
  box.addEventListener("input", ({ inputType, data, timeStamp }) => {
    clearTimeout(timer);
    const isLetter = TYPED.test(inputType ?? "") && (data ?? "").length <= 1;
    const isFollowing = timeStamp - typed < PAUSE;
    typed = timeStamp;
    if (isLetter && isFollowing) timer = setTimeout(() => search({ typing: true }), PAUSE);
    else search({ typing: true });
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
  document.addEventListener("click", () => {
    if (resting) keep(area.dataset.searchQuery);
  });
  window.addEventListener("online", () => {
    if (area.dataset.searchState === "failed") search(question);
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
  else {
    hint(true);
    box.focus();
  }

  function hint(isShown) {
    if (hints) hints.hidden = !isShown;
  }

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
    const query = box.value;
    question = { wanted, typing, sent, facets: narrowing.open ? [...counted] : [] };
    asked += 1;
    rested();
    if (!query.trim()) {
      narrowing.hidden = true;
      show(query, [], "");
      return;
    }
    area.dataset.searchState = "searching";
    area.setAttribute("aria-busy", "true");
    waiting ||= setTimeout(() => {
      status.textContent = "Searching\u2026";
    }, PATIENCE);
    const number = asked;
    try {
      worker ??= start();
      worker.onmessage = ({ data }) => data.number === asked && hear(query, data);
      worker.postMessage({ number, query, limit: wanted, typing, facets: question.facets });
    } catch {
      fail(query);
    }
  }

  function start() {
    const started = self.kbtoolSearch ?? begin(base);
    self.kbtoolSearch = null; // the search page's head began it, for the first query only
    started.onerror = () => {
      started.terminate();
      if (worker === started) worker = null;
      fail(box.value);
    };
    return started;
  }

  function hear(query, answer) {
    if (answer.error !== undefined) {
      if (answer.isSpoilt) {
        worker?.terminate();
        worker = null;
      }
      fail(query);
    } else if (answer.counts !== undefined) {
      narrow(answer.counts);
    } else {
      tell(query, answer);
    }
  }

  function tell(query, answer) {
    const { results, total, filters } = answer;
    show(query, results, sentences(answer).join(" "));
    narrowing.hidden = !total && !filters;
    heading.textContent = NARROW + (filters ? ` (${filters} ${filters === 1 ? "filter" : "filters"})` : "");
    if (filters && !panel.hasChildNodes() && !matchMedia(ON_PHONES).matches) narrowing.open = true;
    if (results.length === question.wanted && total > results.length) {
      actions.append(button("More results", () => search({ ...question, wanted: question.wanted + MORE })));
    }
    if (!total && filters) actions.append(button("Search without filters", leaveOutFilters));
  }

  /** What is to be said of the answer, in sentences. */
  function sentences({ results, total, corrections, absent, isId, hasConditions, remarks }) {
    return [
      ...absent.map((number) => `No article here bears the number ${number}.`),
      absent.length && isId ? naming(total) : count(results.length, total, hasConditions),
      ...corrections.map(({ typed, searched }) => `No article holds ${quoted(typed)}: searched for ${quoted(searched)}.`),
      ...remarks,
    ];
  }

  const quoted = (text) => `\u201c${text}\u201d`;

  /** Fill the panel by which results are narrowed. What is chosen there goes into the box. */
  async function narrow(counts) {
    const number = asked;
    try {
      if (!counts) throw new Error("the counts could not be had");
      const { choosing, fill } = await import(new URL("js/search-facets.js", base));
      if (number !== asked) return;
      fill(panel, counts, {
        choose: (facet, names) => searchFor(choosing(box.value, facet, names)),
        ask: (facet) => {
          counted.add(facet);
          search(question);
        },
      });
    } catch {
      panel.textContent = "What results can be narrowed by could not be loaded. Check the connection and search again.";
    }
  }

  async function leaveOutFilters() {
    try {
      const { withoutFilters } = await import(new URL("js/search-facets.js", base));
      searchFor(withoutFilters(box.value));
    } catch {
      fail(box.value);
    }
    box.focus();
  }

  function searchFor(query) {
    box.value = query;
    search({ typing: question.typing, sent: true });
  }

  function naming(total) {
    if (!total) return "None names it either.";
    return total === 1 ? "One article names it." : `${total.toLocaleString()} articles name it.`;
  }

  function count(shown, total, hasConditions) {
    if (!total) return hasConditions ? "No article meets all of this." : "No article holds any of these words.";
    if (total === 1) return "1 article.";
    return shown < total ? `The best ${shown} of ${total.toLocaleString()} articles.` : `${total} articles.`;
  }

  function show(query, results, message) {
    status.textContent = message;
    hint(!results.length);
    list.replaceChildren(...results.map(entry));
    actions.replaceChildren();
    settle(query, "done");
    if (question.sent) keep(query);
    else resting = setTimeout(() => keep(query), REST); // a new address takes longer than results, and each letter would make one
  }

  /** Say so, and keep what stood before out of sight: it answers another question. */
  function fail(query) {
    hint(false);
    narrowing.hidden = true;
    status.textContent = "The search could not be loaded. Check the connection and try again.";
    list.replaceChildren();
    actions.replaceChildren(button("Retry", () => search(question)));
    settle(query, "failed");
    entitle(query);
  }

  function settle(query, state) {
    clearTimeout(waiting);
    waiting = 0;
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

  function rested() {
    clearTimeout(resting);
    resting = 0;
  }

  /** Let address and title name the query whose results stand; the title belongs to the address. */
  function keep(query) {
    rested();
    keepAddress(query);
    entitle(query);
  }

  function entitle(query) {
    document.title = query.trim() ? `${query.trim()} \u2013 ${title}` : title;
  }

  /** The address names what is shown, so that it can be shared. The way back leads to queries that were sent off. */
  function keepAddress(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    const isNew = address.href !== location.href;
    if (!isNew && !question.sent) return;
    const state = { isSent: Boolean(question.sent) };
    try {
      if (isNew && history.state?.isSent) history.pushState(state, "", address);
      else history.replaceState(state, "", address);
    } catch {
      // Some browsers allow only so many changes in a while; the next one will do.
    }
  }
})();
