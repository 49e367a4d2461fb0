import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { credentialsFolder } from "./engine/resolve";
import { localFolder } from "./paths";
import { say } from "./report";

/** The environment of the backend that holds the state: the user's own when logged in, else a local folder. */
export function resolveState(): Record<string, string> {
  const own = ownBackend();
  if (own) {
    say(`state: your own backend, ${own}`);
    return {};
  }
  const local = localState(localFolder);
  if (process.env.PULUMI_CONFIG_PASSPHRASE ?? process.env.PULUMI_CONFIG_PASSPHRASE_FILE) {
    say(`state: ${localFolder}, with the passphrase of your environment`);
    return { PULUMI_BACKEND_URL: local.PULUMI_BACKEND_URL };
  }
  say(`state: ${localFolder}, with a passphrase file beside it`);
  return local;
}

function ownBackend(): string | undefined {
  if (process.env.PULUMI_BACKEND_URL) {
    return process.env.PULUMI_BACKEND_URL;
  }
  if (process.env.PULUMI_ACCESS_TOKEN) {
    return "Pulumi Cloud, by PULUMI_ACCESS_TOKEN";
  }
  const credentials = join(credentialsFolder(), "credentials.json");
  return existsSync(credentials) ? JSON.parse(readFileSync(credentials, "utf8")).current : undefined;
}

/**
 * A file backend in `folder`, which only its owner can enter, with a passphrase made at the first use. It keeps no
 * `.attrs` file beside each file: the backend does not write those whole, and an empty one, which a killed engine can
 * leave, makes the state unreadable ("failed to load checkpoint: EOF").
 * https://pkg.go.dev/gocloud.dev/blob/fileblob#URLOpener
 */
export function localState(folder: string) {
  const state = join(folder, "state");
  const passphrase = join(folder, "passphrase");
  mkdirSync(state, { recursive: true, mode: 0o700 });
  if (!existsSync(passphrase)) {
    writeWhole(passphrase, randomBytes(32).toString("hex"));
  }
  return {
    PULUMI_BACKEND_URL: `${pathToFileURL(state).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
  };
}

/** Writes a file that only its owner can read, whole or not at all; one that another process wrote first stays. */
function writeWhole(file: string, text: string): void {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, text, { mode: 0o600 });
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(partial);
  }
}
