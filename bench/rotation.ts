// What a rotation does to clients: errors, and the longest time between two answers, over some rotations.
import { Stack } from "../tests/integration/support/stack";
import { measureRotations } from "./support/rotations";

async function main() {
  const stack = await Stack.create();
  try {
    await stack.up();
    await measureRotations(stack, Number(process.argv[2] ?? 10));
  } finally {
    await stack.dispose();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
