import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tar from "tar";
import { exclusively } from "../exclusive";
import { cache } from "../paths";
import { LabError, say, step } from "../report";
import { versions } from "../versions";

const releases = "https://github.com/pulumi/pulumi/releases/download";

/** How long the release server may take to answer at all, in milliseconds. */
const defaultPatience = 5_000;

/** Longest time that the archive may take, in milliseconds. */
const longest = 15 * 60_000;

const arch: Record<string, string> = { x64: "x64", arm64: "arm64" };

/**
 * Fetches the official release into the per-user cache and returns its folder, or undefined where the release
 * server cannot be reached. An archive that is not what the release's checksums say is an error, never a fallback.
 */
export async function downloadEngine(
  base = `${releases}/v${versions.engine}`,
  patience = defaultPatience,
): Promise<string | undefined> {
  const archive = `pulumi-v${versions.engine}-${process.platform}-${arch[process.arch] ?? process.arch}.tar.gz`;
  const ready = join(cache, `official-${versions.engine}-${process.platform}-${process.arch}`);
  return exclusively(join(cache, "locks", "official"), async () => {
    if (existsSync(ready)) {
      return ready;
    }
    const checksums = await fetchText(`${base}/pulumi-${versions.engine}-checksums.txt`, patience);
    if (checksums === undefined) {
      return undefined;
    }
    const expected = checksums
      .split("\n")
      .find((line) => line.endsWith(` ${archive}`))
      ?.split(/\s+/)[0];
    if (!expected) {
      say(`the official release has no ${archive}`);
      return undefined;
    }
    await step(`downloading ${archive}`, async () => {
      const body = await fetchBody(`${base}/${archive}`);
      const found = createHash("sha256").update(body).digest("hex");
      if (found !== expected) {
        throw new LabError(
          `${archive} has SHA-256 ${found}, its release says ${expected}; nothing was installed`,
        );
      }
      const partial = `${ready}.partial`;
      rmSync(partial, { recursive: true, force: true });
      mkdirSync(join(partial, "bin"), { recursive: true });
      writeFileSync(join(partial, archive), body);
      await tar.extract({ file: join(partial, archive), cwd: join(partial, "bin"), strip: 1 });
      rmSync(join(partial, archive));
      renameSync(partial, ready);
    });
    return ready;
  });
}

async function fetchBody(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(longest) });
    if (!response.ok) {
      throw new Error(`the release server answered ${response.status}`);
    }
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new LabError(`${url} could not be fetched: ${(error as Error).message}; try again`);
  }
}

/** The text at `url`, or undefined where nobody answers in time or there is no such release. */
async function fetchText(url: string, patience: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    return response.ok ? await response.text() : undefined;
  } catch (error) {
    say(`the official release cannot be reached (${error instanceof Error ? error.message : error})`);
    return undefined;
  }
}
