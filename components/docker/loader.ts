import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { confinement } from "./container";
import { loaderScript } from "./loaderScript";
import { inbox } from "./loaderScript/places";
import { loaderStatus } from "./loaderStatus";

/** Memory limit of the loader in MiB: enough for the throw-away server that proves the files. */
const loaderMemory = 64;

/** Above the server's limit: the count is of both, and a server full of processes must not stop the loader. */
const loaderProcesses = 2048;

/** Longest time the loader may take, in seconds: it waits 30 s for a server that is loading its data. */
const patience = 60;

/** How long an error from before a restart of the loader may still be its last word, in seconds. */
const grace = 5;

/** What the loader's script finds in its inbox. */
const fileNames = ["redis.conf", "users.acl", "ops-password", "strategies", "grace-seconds"] as const;

interface LoaderArgs {
  image: pulumi.Input<string>;
  labels: docker.ContainerArgs["labels"];
  network: docker.Network;
  conf: docker.Volume;
  /** The files to apply, by name. */
  files: Record<(typeof fileNames)[number], pulumi.Input<string>>;
}

/**
 * The credential loader. Uploads cannot reach a container whose root is read-only, and a changed upload replaces its
 * container; so the loader takes them, and the server keeps running.
 */
export function credentialLoader(
  name: string,
  args: LoaderArgs,
  opts: pulumi.ResourceOptions,
): docker.Container {
  const files = { "load.sh": loaderScript, ...args.files };
  return new docker.Container(
    name,
    {
      image: args.image,
      entrypoints: ["sh", `${inbox}/load.sh`],
      uploads: Object.entries(files).map(([file, content]) => ({ file: `${inbox}/${file}`, content })),
      volumes: [{ volumeName: args.conf.name, containerPath: "/data" }],
      networksAdvanced: [{ name: args.network.name }],
      // Until there is a server its name must not resolve to a host of the machine's own domain.
      dnsSearches: ["."],
      labels: args.labels,
      // Its end is for Pulumi to see, and nothing of what it was given stays behind.
      restart: "no",
      rm: true,
      ...confinement(loaderMemory, loaderProcesses),
    },
    opts,
  );
}

/**
 * Waits until the loader has done its work and yields it, for others to depend on. Fails with the loader's own
 * message. In a preview it yields the loader at once: what the deployment will bring is not there to look at.
 */
export function loaded(
  loader: docker.Container,
  opts: pulumi.InvokeOptions,
): pulumi.Input<docker.Container[]> {
  if (pulumi.runtime.isDryRun()) {
    return [loader];
  }
  return loader.id.apply(async (id) => {
    const begin = Date.now();
    for (;;) {
      const logs = await docker.getLogs({ name: id, tail: "100" }, opts).catch((error: Error) => {
        if (!error.message.includes("No such container")) {
          throw error;
        }
        throw new pulumi.RunError(
          "the credential loader is not running; 'pulumi up --refresh' starts it again",
        );
      });
      const status = loaderStatus(logs.logsListStrings);
      const waited = (Date.now() - begin) / 1000;
      if (status.state === "ready") {
        return [loader];
      }
      if (status.state === "failed" && waited >= grace) {
        throw new pulumi.RunError(`the credential loader failed: ${status.message}`);
      }
      if (waited >= patience) {
        throw new pulumi.RunError(`the credential loader has not ended within ${patience} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
}
