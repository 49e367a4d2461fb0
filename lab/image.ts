import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { exclusively } from "./exclusive";
import { cache } from "./paths";
import { LabError, say, step } from "./report";

/** The image that the project deploys unless told otherwise. */
export const officialImage = "redis:7-alpine";

/** Name of the image made from Debian's packages: what it is, and never a registry's own. `r` counts its layouts. */
export const labImage = "secure-redis-lab/debian-redis:7.0-r4";

/** Whether an image is one that the lab made, now or in an earlier layout. */
export function isLabImage(image: unknown): boolean {
  return typeof image === "string" && image.startsWith("secure-redis-lab/");
}

/** Longest time a pull may take before the registry counts as out of reach, in milliseconds. */
const pullPatience = 120_000;

/** Returns the image to deploy: the official one where it is here or can be pulled, else the lab's own. */
export async function resolveImage(): Promise<string> {
  if (await isHere(officialImage)) {
    return officialImage;
  }
  if (await isHere(labImage)) {
    return labImage;
  }
  const pull = await execa("docker", ["pull", "--quiet", officialImage], {
    reject: false,
    timeout: pullPatience,
  });
  if (pull.exitCode === 0) {
    say(`image: ${officialImage}, pulled`);
    return officialImage;
  }
  if (!existsSync("/usr/bin/apt-cache")) {
    throw new LabError(`${officialImage} cannot be pulled: ${pull.stderr}`);
  }
  say(`image: no registry answers for ${officialImage}; using ${labImage}, made from Debian's packages`);
  await exclusively(join(cache, "locks", "image"), async () => {
    if (!(await isHere(labImage))) {
      await step(`building ${labImage}`, build);
    }
  });
  return labImage;
}

async function isHere(image: string): Promise<boolean> {
  return (await execa("docker", ["image", "inspect", image], { reject: false })).exitCode === 0;
}

/** What the official image has and the loader, the healthcheck and the AWS emulator use. */
const applets =
  "sh basename cat chmod chown cp date env find grep head hostname id kill ls mkdir mktemp mv ps rm sed seq sha256sum sleep sort stat tail timeout tr true wget nc";

const entrypoint = `#!/bin/sh
# Options or a config file alone mean redis-server, as in the official image.
set -e
case "\${1:-}" in -* | *.conf) set -- redis-server "$@" ;; esac
exec "$@"
`;

async function build(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-image-"));
  try {
    await download(folder, await withLibraries("redis-tools", ["redis-server", "busybox-static"]));
    const rootfs = join(folder, "rootfs");
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".deb"))) {
      await execa("dpkg-deb", ["--extract", file, rootfs], { cwd: folder });
    }
    layOut(rootfs);
    await importInto(folder, rootfs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The package and every library it depends on, down to the C library. */
async function withLibraries(start: string, more: string[]): Promise<string[]> {
  const found = new Set([start, ...more]);
  const queue = [start];
  for (let name = queue.pop(); name; name = queue.pop()) {
    const { stdout } = await execa("apt-cache", ["depends", "--important", name]);
    for (const [, dependency] of stdout.matchAll(/^ {2}(?:Pre)?Depends: ((?:lib|lua)\S+)$/gm)) {
      if (dependency && !found.has(dependency)) {
        found.add(dependency);
        queue.push(dependency);
      }
    }
  }
  return [...found];
}

async function download(folder: string, packages: string[]): Promise<void> {
  const get = () =>
    execa("apt-get", ["download", "-o", "APT::Sandbox::User=root", ...packages], { cwd: folder });
  await get().catch(async () => {
    await execa("apt-get", ["update"]);
    await get().catch((error: execa.ExecaError) => {
      throw new LabError(
        `no image registry answers, and Debian's packages cannot be had: ${error.stderr}; pull or load ${officialImage} and try again`,
      );
    });
  });
}

function layOut(rootfs: string): void {
  for (const folder of ["data", "tmp", "run", "usr/local/bin", "etc"]) {
    mkdirSync(join(rootfs, folder), { recursive: true });
  }
  for (const applet of applets.split(" ")) {
    const path = join(rootfs, "bin", applet);
    rmSync(path, { force: true });
    symlinkSync("busybox", path);
  }
  writeFileSync(join(rootfs, "usr/local/bin/docker-entrypoint.sh"), entrypoint, { mode: 0o755 });
  writeFileSync(
    join(rootfs, "etc/passwd"),
    "root:x:0:0::/root:/bin/sh\nredis:x:999:1000::/data:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n",
  );
  writeFileSync(join(rootfs, "etc/group"), "root:x:0:\nredis:x:1000:\nnogroup:x:65534:\n");
  for (const unused of [
    "usr/share/doc",
    "usr/share/man",
    "usr/share/locale",
    "etc/redis",
    "var/lib/redis",
    "lib/systemd",
  ]) {
    rmSync(join(rootfs, unused), { recursive: true, force: true });
  }
}

async function importInto(folder: string, rootfs: string): Promise<void> {
  const archive = join(folder, "rootfs.tar");
  const owned = (owner: string, group: string) => ["--numeric-owner", `--owner=${owner}`, `--group=${group}`];
  await execa("tar", [
    "-C",
    rootfs,
    ...owned("0", "0"),
    "--exclude=./data",
    "--exclude=./tmp",
    "-cf",
    archive,
    ".",
  ]);
  await execa("tar", ["-C", rootfs, ...owned("999", "1000"), "--mode=0755", "-rf", archive, "./data"]);
  await execa("tar", ["-C", rootfs, ...owned("0", "0"), "--mode=1777", "-rf", archive, "./tmp"]);
  const changes = [
    "ENV PATH=/usr/local/bin:/usr/bin:/bin",
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    'CMD ["redis-server"]',
    "WORKDIR /data",
    "VOLUME /data",
    "EXPOSE 6379",
    'LABEL org.opencontainers.image.description="Redis from Debian packages, for machines that reach no image registry"',
  ];
  await execa("docker", ["import", ...changes.flatMap((change) => ["--change", change]), archive, labImage]);
}
