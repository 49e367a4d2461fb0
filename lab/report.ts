/** An error whose message is all that a person needs; it is shown without a stack. */
export class LabError extends Error {}

/** One line to the person; on stderr, so that stdout stays what a command was asked for. */
export function say(line: string): void {
  process.stderr.write(`secure-redis: ${line}\n`);
}

/** Elapsed time as `2 min 05 s`. */
export function elapsed(since: number): string {
  const seconds = Math.round((Date.now() - since) / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, "0")} s` : `${seconds} s`;
}

/** Runs a long step: says when it begins, every 15 s how far it is, and when it is done. */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
  progress: () => string = () => "",
): Promise<T> {
  const begin = Date.now();
  say(`${title} …`);
  const timer = setInterval(() => say(`${title}: ${progress()}${elapsed(begin)}`), 15_000);
  try {
    const result = await work();
    say(`${title}: done in ${elapsed(begin)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
