// <form data-find="guests"> <input type="search"> </form>, <p role="status" data-find-count="{count} treff">, and
// <div data-find-none hidden> below the rows (rows.js). The list follows every key; Enter goes to the first who is left:
// once more, and that guest is in. The status line also says what was done at the desk.

const REST = 600; // milliseconds without a key before the number of hits is read out

export function searchIn(form, status, none, rows, onTyping) {
  const input = form.querySelector("input[type=search]");
  let saying = 0;

  function say(text, wait = 0) {
    clearTimeout(saying);
    saying = setTimeout(() => (status.textContent = text), wait);
  }

  function find() {
    const found = rows.find(input.value);
    none.hidden = found > 0;
    return found;
  }

  /** Ready for the next one. */
  function clear() {
    input.value = "";
    find();
    input.focus({ preventScroll: true });
  }

  input.addEventListener("focus", () => input.select()); // the next name is written over the last one
  input.addEventListener("input", () => {
    const found = find();
    if (input.value) onTyping();
    say(input.value ? status.dataset.findCount.replace("{count}", found) : "", REST);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
    rows.first()?.focus();
  });

  return { find, say, clear, typed: () => input.value };
}
