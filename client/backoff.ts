const shortest = 50;
const longest = 2_000;

/**
 * Milliseconds to wait before an attempt, the first of which is 1: a random part of 50 ms, doubled each time up to
 * 2 s. All of it is random, so that the clients of a server that comes back do not come at once.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(shortest * 2 ** Math.min(Math.max(attempt - 1, 0), 16), longest);
  return Math.round(random() * ceiling);
}
