const signals = ["SIGINT", "SIGTERM"] as const;

/** Exit code of a command that a signal ended. */
export const interruptedCode = 130;

/** Does `work` while a first signal to end only calls `told`; a second one ends the process at once. */
export async function heeding<T>(told: () => void, work: () => Promise<T>): Promise<T> {
  let first = true;
  // It stays to the end: libraries end the process at a signal that nobody but them listens for.
  const heed = () => {
    if (!first) {
      process.exit(interruptedCode);
    }
    first = false;
    told();
  };
  for (const signal of signals) {
    process.on(signal, heed);
  }
  try {
    return await work();
  } finally {
    for (const signal of signals) {
      process.off(signal, heed);
    }
  }
}
