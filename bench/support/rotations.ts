import { type LoadReport, underLoad } from "../../tests/integration/support/load";
import type { Stack } from "../../tests/integration/support/stack";

/** Rotates a deployed stack some times under load and prints what the clients saw, and the same without a rotation. */
export async function measureRotations(
  stack: Stack,
  rotations: number,
  options: Parameters<typeof underLoad>[2] = {},
): Promise<void> {
  const reports: LoadReport[] = [];
  for (let i = 1; i <= rotations; i++) {
    stack.rotation.generation = i;
    stack.configure({});
    const report = await underLoad(await stack.output("url"), () => stack.up("--refresh"), options);
    reports.push(report);
    const rate = Math.round(report.commands / report.seconds);
    console.log(
      `rotation ${String(i).padStart(2)}: ${told(report)} (${rate}/s, ${report.connects} connects)`,
    );
  }
  // The same load with nothing going on: what the machine itself does to the longest stall.
  const idle = await underLoad(await stack.output("url"), () => sleep(10_000), options);
  const stalls = reports.map(({ longestStall }) => longestStall).sort((a, b) => a - b);
  const at = (share: number) =>
    (stalls[Math.min(stalls.length - 1, Math.floor(share * stalls.length))] ?? Number.NaN).toFixed(1);
  console.log(
    `longest stall of each rotation, ms: min ${at(0)}  median ${at(0.5)}  p90 ${at(0.9)}  max ${at(1)}`,
  );
  console.log(`errors in all: ${reports.reduce((sum, { errors }) => sum + errors.length, 0)}`);
  console.log(`no rotation, 10 s: ${told(idle)}`);
}

const told = ({ commands, errors, longestStall }: LoadReport) =>
  `${commands} commands, ${errors.length} errors, longest stall ${longestStall.toFixed(1)} ms`;

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
