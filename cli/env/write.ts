import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { CliError, messageOf } from "../failure";
import { setVariables } from "./edit";
import { fileAt, type Tracking, trackingOf } from "./place";

/**
 * Sets the variables in an env file that only its owner can read; one that is not there is made. Readers see the old
 * file or the new one, never a part. Returns what git says of it. Throws `CliError` and leaves the file as it was when
 * git tracks it or it cannot be written.
 */
export async function writeEnvFile(path: string, variables: Record<string, string>): Promise<Tracking> {
  const file = fileAt(path);
  // A tracked link to an untracked file shows nothing; an untracked link to a tracked one shows everything.
  const tracking = await trackingOf(file);
  if (tracking === "tracked") {
    throw new CliError(`${path} is tracked by git, which would keep the password; choose another with --out`);
  }
  const text = setVariables(textOf(file), variables);
  await writeFileAtomic(file, text, { mode: 0o600 }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "EACCES" || code === "EROFS" || code === "EPERM"
        ? `${dirname(file)} is not writable`
        : messageOf(error);
    throw new CliError(`${path} cannot be written: ${why}`);
  });
  return tracking;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return "";
    }
    throw new CliError(`${file} cannot be read: ${messageOf(error)}`);
  }
}
