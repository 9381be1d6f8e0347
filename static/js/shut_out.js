// An answer that is no, to a page that asked for itself (live.js): the link was revoked, or the desk logged out. What stands
// there is nobody's to read, and the page opened anew says why. Its own file, for hardly any page ever needs it.

/** Whether the børs itself says no (a gateway that wants somebody to log in to the Wi-Fi says 403 as well). */
function isShutOut(answer) {
  const isOurs = answer.headers.get("Content-Security-Policy")?.startsWith("default-src 'none'");
  return isOurs && [401, 403, 404].includes(answer.status);
}

/** Whether something was typed that is not sent: maybe before any module was there to mark its form as touched. */
function isTyped() {
  const fields = document.querySelectorAll("form[method=post] :is(textarea, input:not([type]), [type=text], [type=email], [type=tel])");
  return [...fields].some((field) => field.value !== field.defaultValue);
}

export function heard(answer) {
  if (!isShutOut(answer)) return;
  const isMarked = document.querySelector("form[method=post]:is([data-touched], [data-sent]), [data-error-summary]") !== null;
  const isWriting = isMarked || isTyped();
  const isTablet = document.querySelector("[data-tablet]") !== null; // tablet.js throws away what is kept, and leaves
  const isOwing = document.querySelector('[data-queue]:not([data-state="saved"])') !== null; // the queue says what is kept here
  // Whoever is writing is told when they send it. Not a reload: that would send a form again whose answer this page is.
  if (!isWriting && !isTablet && !isOwing) location.replace(location.pathname + location.search);
}
