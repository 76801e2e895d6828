// Small comforts; every page works without them.
"use strict";
(() => {
  const copy = async (text, button, word) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    const before = button.textContent;
    button.textContent = word;
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.addEventListener("click", () => copy(button.dataset.copy, button, "Copied"));
  }

  // The slash leads to the search box, and Escape back to where one was.
  const box = document.querySelector('input[type="search"][name="q"]');
  let leftFor = null;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!box || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    leftFor = document.activeElement;
    box.focus();
    box.select();
  });
  box?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !leftFor) return;
    event.preventDefault();
    if (leftFor === document.body) box.blur();
    else leftFor.focus();
    leftFor = null;
  });

  // A button on every block of code. It stands beside the block, so that it stays in place while the block scrolls.
  for (const block of document.querySelectorAll(".prose pre, .kb-body pre")) {
    const frame = document.createElement("div");
    frame.className = "block";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => copy(block.innerText, button, "Copied"));
    block.replaceWith(frame);
    frame.append(block, button);
  }

  // A listing of one page is sorted here; longer ones have a page for every order.
  const value = {
    title: (row) => row.cells[0].textContent.toLowerCase(),
    id: (row) => Number(/\d+$/.exec(row.cells[1].textContent)?.[0] ?? 0),
    newest: (row) => row.cells[2].textContent,
  };
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const order = head.dataset.sort;
      const turned = head.ariaSort === "ascending" || (head.ariaSort !== "descending" && order === "newest");
      for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
      head.ariaSort = turned ? "descending" : "ascending";
      const body = head.closest("table").tBodies[0];
      const by = value[order];
      const rows = [...body.rows].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
      body.append(...(turned ? rows.reverse() : rows));
    });
  }

  // An address that does not exist may still name an article: offer to search for it.
  const lost = document.querySelector("[data-kb-not-found]");
  const number = lost && /[A-Za-z]*\d{3,}(?!.*\d)/.exec(location.pathname.replace(/\/404\.html$/, ""))?.[0];
  if (number) {
    const guess = lost.querySelector(".guess");
    const link = guess.querySelector("a");
    link.textContent = number;
    link.href += `?q=${encodeURIComponent(number)}`;
    guess.hidden = false;
    for (const box of document.querySelectorAll('input[type="search"]')) box.value = number;
  }

  // A menu closes when the reader turns elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
})();
