// What a rotation does to clients: errors, and the longest time between two answers, over some rotations.
import { underLoad } from "../tests/integration/support/load";
import { Stack } from "../tests/integration/support/stack";

const rotations = Number(process.argv[2] ?? 10);

async function main() {
  const stack = await Stack.create();
  try {
    await stack.up();
    const reports = [];
    for (let i = 1; i <= rotations; i++) {
      stack.rotation.generation = i;
      stack.configure({});
      const report = await underLoad(await stack.output("url"), () => stack.up("--refresh"));
      reports.push(report);
      console.log(
        `rotation ${String(i).padStart(2)}: ${report.commands} commands (${Math.round(report.commands / report.seconds)}/s), ` +
          `${report.connects} connects, ${report.errors.length} errors, longest stall ${report.longestStall.toFixed(1)} ms`,
      );
    }
    // The same load with nothing going on: what the machine itself does to the longest stall.
    const idle = await underLoad(
      await stack.output("url"),
      () => new Promise((resolve) => setTimeout(resolve, 10_000)),
    );
    const stalls = reports.map(({ longestStall }) => longestStall).sort((a, b) => a - b);
    const at = (share: number) =>
      (stalls[Math.min(stalls.length - 1, Math.floor(share * stalls.length))] ?? Number.NaN).toFixed(1);
    console.log(
      `longest stall of each rotation, ms: min ${at(0)}  median ${at(0.5)}  p90 ${at(0.9)}  max ${at(1)}`,
    );
    console.log(`errors in all: ${reports.reduce((sum, { errors }) => sum + errors.length, 0)}`);
    console.log(
      `no rotation, 10 s: ${idle.commands} commands, ${idle.errors.length} errors, longest stall ${idle.longestStall.toFixed(1)} ms`,
    );
  } finally {
    await stack.dispose();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
