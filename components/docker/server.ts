import { createHash } from "node:crypto";
import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { opsUser } from "../acl";
import type { DockerSettings } from "../args";
import { confinement } from "./container";
import { serverAlias } from "./loaderScript/places";
import { confFolder, containerPort, redisConf } from "./redisConf";

/** Seconds that a stopping server gets: Redis itself ends within its shutdown-timeout of 10. */
const stopSeconds = 30;

/** Processes and threads that the server's user may have before it can start no more. */
const serverProcesses = 1024;

interface ServerArgs {
  image: pulumi.Input<string>;
  labels: { label: string; value: string }[];
  network: docker.Network;
  conf: docker.Volume;
  dataVolume: pulumi.Input<string>;
  settings: DockerSettings;
}

/** The server's container. It holds no password: not in its environment, its arguments or its labels. */
export function redisServer(name: string, args: ServerArgs, opts: pulumi.ResourceOptions): docker.Container {
  const { settings } = args;
  const conf = createHash("sha256").update(redisConf(settings)).digest("hex");
  return new docker.Container(
    name,
    {
      image: args.image,
      command: ["redis-server", `${confFolder}/redis.conf`],
      readOnly: true,
      volumes: [
        { volumeName: args.dataVolume, containerPath: "/data" },
        { volumeName: args.conf.name, containerPath: confFolder, readOnly: true },
      ],
      networksAdvanced: [{ name: args.network.name, aliases: [serverAlias] }],
      ports: [{ internal: containerPort, external: settings.port, ip: settings.bindAddress }],
      healthcheck: {
        tests: [
          "CMD-SHELL",
          // The password goes from the file into the environment of this one process, never into arguments.
          `REDISCLI_AUTH="$(cat ${confFolder}/ops-password)" redis-cli --user ${opsUser} ping | grep -qx PONG`,
        ],
        // The first look comes after an interval, and a deployment waits for it.
        interval: "3s",
        timeout: "3s",
        retries: 5,
        startPeriod: "30s",
        startInterval: "0s",
      },
      wait: true,
      waitTimeout: 120,
      // redis.conf is read at a start only: a change of it must replace the container.
      labels: [...args.labels, { label: "secure-redis.conf", value: conf }],
      restart: settings.restart,
      stopTimeout: stopSeconds,
      destroyGraceSeconds: stopSeconds,
      ...confinement(settings.memory, serverProcesses),
    },
    opts,
  );
}
