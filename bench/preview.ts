// How long an idle preview of the dev stack takes, beside one of an empty program under Pulumi's default ts-node,
// and beside the same stack under ts-node.
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { parseDocument } from "yaml";
import { localState } from "../lab/state";
import { root, Stack } from "../tests/integration/support/stack";

const runs = Number(process.argv[2] ?? 9);

/** An empty program as `pulumi new typescript` leaves it: runtime nodejs with no options. */
async function emptyProject() {
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-bench-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), '{"name": "empty", "main": "index.ts"}');
  writeFileSync(
    join(folder, "tsconfig.json"),
    '{"compilerOptions": {"strict": true, "target": "es2020", "module": "commonjs", "moduleResolution": "node"}, "files": ["index.ts"]}',
  );
  writeFileSync(join(folder, "index.ts"), 'import * as pulumi from "@pulumi/pulumi";\n');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const env = { ...localState(join(folder, "local")), PULUMI_STACK: "empty" };
  await execa("pulumi", ["stack", "init", "empty"], { cwd: folder, env });
  await execa("pulumi", ["up", "--yes", "--skip-preview"], { cwd: folder, env });
  return { folder, env };
}

async function seconds(project: { folder: string; env: Record<string, string> }): Promise<number> {
  const begin = performance.now();
  await execa("pulumi", ["preview", "--expect-no-changes"], { cwd: project.folder, env: project.env });
  return (performance.now() - begin) / 1000;
}

/** Sets what the stack's program runs under. */
function runtime(stack: Stack, text: string): void {
  const file = join(stack.folder, "Pulumi.yaml");
  const project = parseDocument(readFileSync(file, "utf8"));
  project.set("runtime", text === "ts-node" ? "nodejs" : own);
  writeFileSync(file, project.toString());
}

const own = parseDocument(readFileSync(join(root, "Pulumi.yaml"), "utf8")).get("runtime");

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
const median = (values: number[]) => sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;
const row = (name: string, values: number[]) => {
  const [min, mid, max] = [Math.min(...values), median(values), Math.max(...values)].map((value) =>
    value.toFixed(2),
  );
  return `${name.padEnd(34)} min ${min}  median ${mid}  max ${max}`;
};

async function main() {
  const empty = await emptyProject();
  const dev = await Stack.create();
  try {
    await dev.up();
    await seconds(empty);
    await seconds(dev);
    const times = { dev: [] as number[], empty: [] as number[], tsNode: [] as number[] };
    for (let i = 0; i < runs; i++) {
      times.empty.push(await seconds(empty));
      times.dev.push(await seconds(dev));
      runtime(dev, "ts-node");
      times.tsNode.push(await seconds(dev));
      runtime(dev, "own");
    }
    const over = (others: number[]) => times.dev.map((time, i) => time / (others[i] ?? Number.NaN));
    console.log(`idle pulumi preview, ${runs} runs of each in turn, seconds`);
    console.log(row("empty program, default ts-node", times.empty));
    console.log(row("dev stack", times.dev));
    console.log(row("dev stack, default ts-node", times.tsNode));
    console.log(row("dev stack / empty program", over(times.empty)));
    console.log(row("dev stack / dev stack, ts-node", over(times.tsNode)));
  } finally {
    await dev.dispose();
    rmSync(empty.folder, { recursive: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
