/**
 * Work that is asked for with every key and need not be done for each.
 *
 * @module
 */

/**
 * Does some work at once, and what is asked for soon after together at the end of a while, as it was asked for last.
 *
 * @param interval The least time from one to the next, in milliseconds.
 */
export function paced<A extends unknown[]>(interval: number, work: (...args: A) => void): (...args: A) => void {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args) => {
    clearTimeout(timer);
    const rest = last + interval - performance.now();
    const run = () => {
      last = performance.now();
      work(...args);
    };
    if (rest <= 0) run();
    else timer = setTimeout(run, rest);
  };
}
