// Titles as one types, for a search form with data-begun (where to ask): a combobox with a listbox below it.
// Source: WAI-ARIA Authoring Practices, combobox with list autocomplete; the focus stays in the field.
// Without this script, or where asking fails, the form is an ordinary one.
"use strict";

(() => {
  const PAUSE = 200; // milliseconds without a key, after which is asked: once, and the question before is dropped

  for (const form of document.querySelectorAll("form[data-begun]")) {
    const field = form.elements.q;
    const list = form.querySelector("[role=listbox]");
    const said = form.querySelector("[role=status]");
    let waiting = 0;
    let asking = new AbortController();
    let typed = field.value.trim();
    let chosen = -1;

    const mark = (place) => {
      chosen = place;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === place));
      if (place < 0) {
        field.removeAttribute("aria-activedescendant");
      } else {
        field.setAttribute("aria-activedescendant", list.children[place].id);
        list.children[place].scrollIntoView({ block: "nearest" });
      }
    };

    const open = (is) => {
      const shown = is && list.children.length > 0;
      list.hidden = !shown;
      field.setAttribute("aria-expanded", shown);
      said.textContent = shown ? form.dataset.begunSaid : "";
      mark(-1);
    };

    const drop = () => {
      clearTimeout(waiting);
      asking.abort();
    };

    const take = (title) => {
      field.value = title;
      typed = title;
      drop();
      open(false);
      form.requestSubmit();
    };

    const option = (title, at) => {
      const made = document.createElement("li");
      made.id = `${list.id}-${at}`;
      made.setAttribute("role", "option");
      const words = document.createElement("bdi");
      words.textContent = title;
      made.append(words);
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", () => take(title));
      return made;
    };

    const ask = async () => {
      asking = new AbortController();
      const { signal } = asking;
      try {
        const address = `${form.dataset.begun}?${new URLSearchParams(new FormData(form))}`;
        const answer = await fetch(address, { signal, credentials: "same-origin" });
        const [, titles] = answer.ok ? await answer.json() : ["", []];
        if (signal.aborted) return;
        list.replaceChildren(...titles.map(option));
        open(document.activeElement === field);
      } catch {
        if (!signal.aborted) open(false);
      }
    };

    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";

    field.addEventListener("input", () => {
      if (field.value.trim() === typed) return;
      typed = field.value.trim();
      drop();
      if (typed === "") {
        list.replaceChildren();
        open(false);
      } else {
        waiting = setTimeout(ask, PAUSE);
      }
    });

    field.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.isComposing || event.ctrlKey || event.metaKey) return; // keys of the input method
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        const from = list.hidden ? -1 : chosen;
        if (list.hidden) open(true);
        // One place more than there are titles: the field itself, where none is chosen.
        mark(((from + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
        event.preventDefault();
        take(list.children[chosen].textContent);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        open(false);
      } else if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
        if (chosen >= 0) mark(-1);
      }
    });

    field.addEventListener("blur", () => {
      drop();
      open(false);
    });
    form.addEventListener("submit", drop);
  }
})();
