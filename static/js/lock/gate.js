// <script src="…/js/lock/gate.js" data-lock-of="/borsen/"></script>   in the head of each page of a paired tablet
//
// No module: it runs before anything of the page is drawn. A page that is opened on a tablet which was locked without the
// net, by its address, «back», a reload or in another tab, shows the lock (lock/here.js) and nothing else.

{
  const NAME = `borse-locked${document.currentScript.dataset.lockOf}`; // as in lock/kept.js
  const root = document.documentElement;

  function look() {
    try {
      root.toggleAttribute("data-locked-here", localStorage.getItem(NAME) !== null);
    } catch {
      // A browser that keeps nothing cannot have kept a lock.
    }
  }

  look();
  addEventListener("pageshow", look);
  addEventListener("storage", ({ key }) => (key === null || key === NAME) && look());
}
