// Which part of a long list stands on the wall now. Free of the page: counts in, a slice out.

/**
 * The slice of `count` things that is shown at step `step` when `fits` of them have room: { from, to, number, pages },
 * `from` included, `to` not, `number` counted from 1. The pages are as even as whole rows of `columns` allow.
 */
export function pageOf(step, count, fits, columns = 1) {
  if (fits >= count) return { from: 0, to: count, number: 1, pages: 1 };
  const rows = Math.max(1, Math.floor(fits / columns));
  const pages = Math.ceil(count / (rows * columns));
  const each = Math.ceil(Math.ceil(count / columns) / pages) * columns;
  const number = (step % pages) + 1;
  return { from: (number - 1) * each, to: Math.min(count, number * each), number, pages };
}
