// A field that suggests while one types (the combobox of the ARIA practices): arrows choose, Enter takes, Escape closes.
//
//   pick(input, { options: (typed) => [{ label, … }], take: (option) => …, name: "Forslag" })
//
// The list lies below the field; `input` keeps the focus all the while.

let lists = 0;

export function pick(input, { options, take, name }) {
  const list = document.createElement("ul");
  list.id = `options-${(lists += 1)}`;
  list.className = "options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", name);
  input.after(list);
  input.removeAttribute("list"); // the browser's own suggestions would lie on top
  for (const [key, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    input.setAttribute(key, value);
  }
  let found = [];
  let active = -1;

  function show() {
    found = options(input.value);
    active = found.length && input.value.trim() ? 0 : -1;
    list.replaceChildren(...found.map(line));
    list.hidden = found.length === 0;
    mark();
  }

  function line(option, at) {
    const row = document.createElement("li");
    row.id = `${list.id}-${at}`;
    row.setAttribute("role", "option");
    row.textContent = option.label;
    row.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    row.addEventListener("click", () => choose(at));
    return row;
  }

  function mark() {
    for (const [at, row] of [...list.children].entries()) row.setAttribute("aria-selected", String(at === active));
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (active >= 0 && !list.hidden) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    active = -1;
    mark();
  }

  function choose(at) {
    close();
    take(found[at]);
  }

  input.addEventListener("input", (event) => {
    if (event.isTrusted) show(); // what a script fills in needs no suggestions
  });
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      mark();
    } else if (event.key === "Enter" && active >= 0) {
      choose(active);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}
