import * as pulumi from "@pulumi/pulumi";

/** What the SDK's debug messages show of a request or an answer: values of properties, secret ones in the clear. */
const values = /(\bresp: |, obj=|, props=).*$/s;

/** A debug message of the SDK without any values of properties. */
export function withoutValues(message: string): string {
  return message.replace(values, "$1[not shown]");
}

const original = pulumi.log.debug;

/**
 * Keeps secrets out of the engine's event stream. The SDK reports each registered resource in a debug message with
 * all its outputs, decrypted; a terminal never shows it, but `pulumi up --json`, `--event-log` and the Automation
 * API hand it on. Other messages and levels pass unchanged.
 */
export function keepValuesOutOfDebugLog(): void {
  const debug: typeof original = (message, ...rest) => original(withoutValues(message), ...rest);
  Object.assign(pulumi.log, { debug });
}
