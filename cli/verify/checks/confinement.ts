import { type Check, onDocker, verdictOf } from "../check";

export const confinement: Check = {
  id: "confinement",
  title: "the container is confined",
  applies: onDocker,
  async run(context) {
    const { Config, HostConfig } = await context.server();
    const user = Config.User.split(":")[0] ?? "";
    const rules: [holds: boolean, wrong: string][] = [
      [!["", "0", "root"].includes(user), "it runs as root"],
      [!HostConfig.Privileged, "it is privileged"],
      [HostConfig.ReadonlyRootfs, "its root can be written"],
      [(HostConfig.CapDrop ?? []).includes("ALL"), "it keeps capabilities"],
      [(HostConfig.CapAdd ?? []).length === 0, `it has the capabilities ${HostConfig.CapAdd?.join(", ")}`],
      [
        (HostConfig.SecurityOpt ?? []).some((option) => /^no-new-privileges(:true)?$/.test(option)),
        "its processes may gain privileges",
      ],
      [HostConfig.PidMode !== "host", "it sees the machine's processes"],
    ];
    return verdictOf(
      rules.flatMap(([holds, wrong]) => (holds ? [] : [wrong])),
      `user ${Config.User}, read-only root, no capabilities, no new privileges`,
    );
  },
};
