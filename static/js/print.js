// <button type="button" data-print hidden>Skriv ut</button>
//
// Opens the browser's own print window. Without JavaScript the button stays hidden, and the menu does the same.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
