/** Runs `begin` as if it were `at`, ISO 8601. */
export function atTime(at: string, begin: () => void): void {
  const { SECURE_REDIS_NOW: now } = process.env;
  process.env.SECURE_REDIS_NOW = at;
  try {
    begin();
  } finally {
    delete process.env.SECURE_REDIS_NOW;
    Object.assign(process.env, now === undefined ? {} : { SECURE_REDIS_NOW: now });
  }
}

/** Pulumi takes a stack trace for every promise, and Jest maps each of its lines: most of a test's time. */
export async function withoutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
