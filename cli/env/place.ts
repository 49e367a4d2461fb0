import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CliError } from "../failure";
import { type Ended, run } from "../run";

/** What git says of a file. */
export type Tracking = "tracked" | "ignored" | "exposed" | "outside";

/**
 * The file that a path leads to, symbolic links followed. Throws `CliError` when its folder is missing or it is
 * something else than a file.
 */
export function fileAt(path: string): string {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new CliError(`${folder} does not exist`);
  }
  const link = lstatSync(path, { throwIfNoEntry: false });
  const target = statSync(path, { throwIfNoEntry: false });
  if (link?.isSymbolicLink() && !target) {
    throw new CliError(`${path} is a symbolic link that leads nowhere`);
  }
  if (target && !target.isFile()) {
    throw new CliError(`${path} is no file`);
  }
  return target ? realpathSync(path) : join(realpathSync(folder), basename(path));
}

/**
 * Whether a file is in a git repository: tracked, ignored, or exposed to the next `git add`. Throws `CliError` when git
 * cannot tell.
 */
export async function trackingOf(file: string): Promise<Tracking> {
  if (!isInRepository(dirname(file))) {
    return "outside";
  }
  const git = (...args: string[]): Promise<Ended> => run("git", ["-C", dirname(file), ...args]);
  const listed = await git("ls-files", "--error-unmatch", "--", basename(file));
  if (listed.exitCode === 0) {
    return "tracked";
  }
  // 1 is "not tracked"; anything else, such as a repository of somebody else, is no answer.
  if (listed.exitCode !== 1) {
    throw new CliError(`git cannot tell whether ${file} is tracked: ${listed.stderr.trim()}`);
  }
  const ignored = await git("check-ignore", "--quiet", "--", basename(file));
  return ignored.exitCode === 0 ? "ignored" : "exposed";
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) {
    return true;
  }
  return dirname(folder) !== folder && isInRepository(dirname(folder));
}
