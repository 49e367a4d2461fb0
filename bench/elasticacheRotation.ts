// The same as rotation on ElastiCache, over TLS, on the emulator.
import { testAccount } from "../tests/integration/support/aws";
import { Stack } from "../tests/integration/support/stack";
import { measureRotations } from "./support/rotations";

async function main() {
  const account = await testAccount();
  const stack = await Stack.createOnAws(account, { deletionProtection: false });
  try {
    await stack.up();
    await measureRotations(stack, Number(process.argv[2] ?? 10), { tls: { ca: account.ca } });
  } finally {
    await stack.dispose();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
