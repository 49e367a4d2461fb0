import { once } from "node:events";
import { join } from "node:path";
import { resolveDocker } from "../../lab/docker";
import { LabError } from "../../lab/report";
import { scratch, script, setEnv, startNode } from "./support";

test.each(["the docker command that is here", "no docker command"])(
  "with %s, a DOCKER_HOST where nobody answers is an error that names it",
  async (title) => {
    const dead = `unix://${join(scratch(), "docker.sock")}`;
    setEnv({ DOCKER_HOST: dead });
    if (title === "no docker command") {
      setEnv({ PATH: scratch() });
    }
    const error = await resolveDocker().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LabError);
    expect(String(error)).toContain(`DOCKER_HOST=${dead};`);
    expect(String(error)).toContain("unset DOCKER_HOST");
  },
);

test("without a docker command the process ends as soon as it has said so", async () => {
  const env = { ...process.env, PATH: scratch(), DOCKER_HOST: "unix:///nobody" };
  const child = startNode(
    ["-e", 'require("./lab/docker").resolveDocker().catch(() => console.log("refused"))'],
    env,
  );
  const exit = once(child, "exit");
  await once(child.stdout ?? child, "data");
  const begin = Date.now();
  expect(await exit).toEqual([0, null]);
  expect(Date.now() - begin).toBeLessThan(2_000);
});

test("somebody who cannot install Docker is told what to do", async () => {
  // The PATH holds nothing, so that even a broken check could install nothing.
  setEnv({ DOCKER_HOST: undefined, PATH: scratch() });
  const getuid = jest.spyOn(process, "getuid").mockReturnValue(1000);
  const error = await resolveDocker().catch((reason: unknown) => reason);
  getuid.mockRestore();
  expect(error).toBeInstanceOf(LabError);
  expect(String(error)).toContain("point DOCKER_HOST at one");
});

test.each([
  ["echo unix:///from/a/context", { DOCKER_HOST: "unix:///from/a/context" }],
  ["exit 1", {}],
])("a daemon that answers is used where the docker command finds it (%s)", async (context, env) => {
  const bin = scratch();
  script(bin, "docker", `[ "$1" = version ] && echo 1.0 && exit\n${context}`);
  setEnv({ DOCKER_HOST: undefined, PATH: bin });
  expect(await resolveDocker()).toEqual(env);
});
