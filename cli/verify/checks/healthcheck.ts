import { asksNothing } from "../attack";
import { type Check, fail, onDocker, pass } from "../check";
import type { Context } from "../context";
import { inspectContainer, tryDocker } from "../docker";

/** Seconds for a container that has only just started, or a machine that was too busy for it. */
const patience = 10;

/**
 * That it logs in is seen where the password is not: in a container that shares the server's network and none of its
 * files, a check that logs in fails, and one that does not succeeds.
 */
export const healthcheck: Check = {
  id: "healthcheck",
  title: "the healthcheck logs in, and is healthy",
  applies: onDocker,
  async run(context) {
    const { Config, Image, Name } = await context.server();
    const [kind, ...test] = Config.Healthcheck?.Test ?? [];
    if (kind === undefined || kind === "NONE") {
      return fail("there is no healthcheck");
    }
    const command = kind === "CMD-SHELL" ? ["sh", "-c", ...test] : test;
    const [program = "", ...args] = command;
    const { exitCode } = await tryDocker([
      ...["run", "--rm", "--init", "--network", `container:${Name.replace(/^\//, "")}`],
      ...["--read-only", "--cap-drop", "ALL", "--user", Config.User || "65534", "--no-healthcheck"],
      ...["--entrypoint", program, Image, ...args],
    ]);
    // Where no password is asked for, which another line tells, there is nothing that could fail.
    if (exitCode === 0 && !(await asksNothing(context.component))) {
      return fail("it is content without the password: it does not log in");
    }
    const status = await settled(context);
    return status === "healthy" ? pass("healthy, and by its password") : fail(`Docker says ${status}`);
  },
};

/** What Docker says of the server's health, once it is healthy or has had its time. */
async function settled(context: Context): Promise<string> {
  const deadline = Date.now() + patience * 1000;
  for (;;) {
    const { State } = await inspectContainer(context.dockerName("container", "-server"));
    const status = State.Health?.Status ?? State.Status;
    if (status === "healthy" || Date.now() > deadline) {
      return status;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
