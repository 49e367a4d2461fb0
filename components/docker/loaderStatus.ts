/** What the loader's output says: still at work, done, or failed with a message. */
export type LoaderStatus = { state: "working" } | { state: "ready" } | { state: "failed"; message: string };

/** Reads the loader's output, oldest line first. Only what follows its latest start counts. */
export function loaderStatus(lines: readonly string[]): LoaderStatus {
  const latest = lines.slice(lines.lastIndexOf("start") + 1);
  const error = latest.find((line) => line.startsWith("error: "));
  if (error) {
    return { state: "failed", message: error.slice("error: ".length) };
  }
  return { state: latest.some((line) => line.startsWith("ready: ")) ? "ready" : "working" };
}
