/** What every command passes on its way. */
export interface Passage {
  /** Undefined where nothing has to wait. */
  pass(): Promise<void> | undefined;
  /** The error that the caller is to see. */
  translate(error: unknown): unknown;
  /** Tells that a command that may keep the connection waiting begins (1) or ends (-1). */
  blocks(change: 1 | -1): void;
  /** Ends the client after what is under way. */
  close(): Promise<void>;
}

/** Sends once there is a connection. */
export async function guarded(passage: Passage, send: () => unknown): Promise<unknown> {
  // Not awaited when there is nothing to wait for: commands that are given in one go leave in one go.
  const wait = passage.pass();
  if (wait) {
    await wait;
  }
  try {
    return await send();
  } catch (error) {
    throw passage.translate(error);
  }
}

/** Sends what may keep the connection waiting, so that the health check waits with it. */
export async function whileBlocked(passage: Passage, send: () => unknown): Promise<unknown> {
  passage.blocks(1);
  try {
    return await send();
  } finally {
    passage.blocks(-1);
  }
}
