const signals = ["SIGINT", "SIGTERM"] as const;

/** Does `work` while a first signal to end only calls `told`; a second one ends the process as ever. */
export async function heeding<T>(told: () => void, work: () => Promise<T>): Promise<T> {
  const heed = () => {
    release();
    told();
  };
  const release = () => {
    for (const signal of signals) {
      process.off(signal, heed);
    }
  };
  for (const signal of signals) {
    process.on(signal, heed);
  }
  try {
    return await work();
  } finally {
    release();
  }
}
