// Entry of every npm script. It runs on Node alone: on a fresh clone it first installs the packages that the
// rest needs, then hands over.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const least = [20, 19];

function fail(message) {
  process.stderr.write(`secure-redis: ${message}\n`);
  process.exit(1);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < least[0] || (major === least[0] && minor < least[1])) {
  fail(`Node.js ${process.versions.node} is too old; install ${least.join(".")} or later`);
}

/** Installs what package-lock.json names, unless this very file is what is installed. */
function installPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".secure-redis-installed");
  let installed = "";
  try {
    installed = readFileSync(stamp, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  if (installed === lock) return;
  const modules = lstatSync(join(root, "node_modules"), { throwIfNoEntry: false });
  // npm would empty the folder that the link leads to, and put its packages elsewhere.
  if (modules?.isSymbolicLink())
    fail("node_modules is a link, to packages that are not those of package-lock.json");
  process.stderr.write("secure-redis: installing the npm packages\n");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (npm.error?.code === "ENOENT") fail("npm is missing; install it with Node.js");
  if (npm.status !== 0) fail("npm ci failed; its message stands above");
  writeFileSync(stamp, lock);
}

installPackages();
const child = spawn(
  process.execPath,
  ["--import", "tsx", join(root, "lab", "main.ts"), ...process.argv.slice(2)],
  {
    stdio: "inherit",
  },
);
// A terminal sends its Ctrl-C to the child as well; a signal sent to this process alone has to be passed on.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (!process.stdin.isTTY) child.kill(signal);
  });
}
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
