// Whether the server can be reached: [data-offline] on <html>, and an event "contact" when that changes.
// Set by whoever has just asked for something (live.js, hall.js, offline/queue.js), and by the browser when it knows.

export const isInContact = () => !document.documentElement.hasAttribute("data-offline");

export function contact(isOnline) {
  if (isOnline === isInContact()) return;
  document.documentElement.toggleAttribute("data-offline", !isOnline);
  document.dispatchEvent(new CustomEvent("contact", { detail: isOnline }));
}
