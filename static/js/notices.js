// <div data-notices>
//   <template> … <p data-text></p> … </template>
//   <div data-notice="id" data-until="…"> … <p data-text>Suppa er klar</p> … </div>
// </div>
//
// What the host says to telephones comes with the time (`/tid`, hall.js): a page that six hundred have open need not be
// fetched anew for it. hall.js takes it away when its minutes are over.

function made(template, { id, text, until }) {
  const notice = template.content.firstElementChild.cloneNode(true);
  notice.dataset.notice = id;
  notice.dataset.until = until;
  notice.querySelector("[data-text]").textContent = text;
  return notice;
}

export function show(notices) {
  const box = document.querySelector("[data-notices]");
  const voice = document.querySelector("[data-live-announcement]");
  if (!box) return;
  const shown = new Map([...box.querySelectorAll("[data-notice]")].map((notice) => [notice.dataset.notice, notice]));
  for (const [id, notice] of shown) if (!notices.some((one) => one.id === id)) notice.remove();
  for (const notice of notices.filter((one) => !shown.has(one.id))) {
    box.append(made(box.querySelector("template"), notice));
    if (voice) voice.textContent = notice.text;
    navigator.vibrate?.(200);
  }
}
