import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { defaultUser } from "../acl";
import { type DockerArgs, dockerSettings } from "../args";
import { generatedPassword } from "../credentials";
import type { Login } from "../login";
import type { DeployedTarget } from "../target";
import { requireImage } from "../validation";
import { credentialLoader, loaded } from "./loader";
import { redisConf, withFailsafe } from "./redisConf";
import { redisServer } from "./server";
import { userFiles } from "./userFiles";

/** Wires the docker target below `parent` and returns where it is reached; `endpoint` resolves once it is healthy. */
export function dockerRedis(
  name: string,
  args: DockerArgs | undefined,
  logins: readonly Login[],
  parent: pulumi.Resource,
): DeployedTarget {
  const settings = dockerSettings(args);
  const opts = { parent };
  const labels = [
    { label: "secure-redis.stack", value: `${pulumi.getProject()}/${pulumi.getStack()}` },
    { label: "secure-redis.name", value: name },
  ];

  const image = new docker.RemoteImage(
    `${name}-image`,
    // Other stacks and people may use the image too: destroying this stack leaves it.
    { name: pulumi.output(settings.image).apply(requireImage), keepLocally: true },
    opts,
  );
  const network = new docker.Network(`${name}-network`, { driver: "bridge", labels }, opts);
  const conf = new docker.Volume(`${name}-conf`, { labels }, opts);
  const dataVolume =
    settings.dataVolume ??
    new docker.Volume(`${name}-data`, { labels }, { ...opts, retainOnDelete: settings.keepData }).name;

  const ops = generatedPassword(`${name}-ops-password`, opts);
  const failsafe = generatedPassword(`${name}-failsafe-password`, opts);
  const loader = credentialLoader(
    `${name}-loader`,
    {
      image: image.imageId,
      labels,
      network,
      conf,
      files: {
        "redis.conf": failsafe.result.apply((secret) => withFailsafe(redisConf(settings), secret)),
        ...userFiles(logins, ops.result),
        "ops-password": ops.result,
      },
    },
    opts,
  );
  const server = redisServer(
    `${name}-server`,
    { image: image.imageId, labels, network, conf, dataVolume, settings },
    { ...opts, dependsOn: loaded(loader, opts) },
  );

  const endpointOf = (user: string) =>
    server.id.apply(() => ({
      host: settings.bindAddress,
      port: settings.port,
      username: user === defaultUser ? "" : user,
      tls: false,
    }));
  return { logins: Object.fromEntries(logins.map(({ user }) => [user, { endpoint: endpointOf(user) }])) };
}
