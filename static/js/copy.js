// <textarea id="tekst" readonly> … </textarea>
// <button type="button" data-copy="tekst" data-copied="Kopiert" hidden>Kopier teksten</button>
//
// Puts the text on the clipboard. Without JavaScript there is no button, and the text is marked and copied by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      document.execCommand("copy"); // a hall's laptop without TLS has no clipboard of the newer kind
    }
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    document.querySelector("[data-live-announcement]").textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
