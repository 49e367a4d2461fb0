import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
  say(`state: ${localFolder}, with a passphrase file beside it`);
  return localState(localFolder);
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

/** A file backend in `folder`, which only its owner can enter, with a passphrase made at the first use. */
export function localState(folder: string): Record<string, string> {
  const state = join(folder, "state");
  const passphrase = join(folder, "passphrase");
  mkdirSync(state, { recursive: true, mode: 0o700 });
  if (!existsSync(passphrase)) {
    writeFileSync(passphrase, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  }
  return { PULUMI_BACKEND_URL: pathToFileURL(state).href, PULUMI_CONFIG_PASSPHRASE_FILE: passphrase };
}
