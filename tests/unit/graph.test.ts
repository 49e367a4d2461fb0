import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { loaderScript } from "../../components/docker/loaderScript";
import { Deployment, deployedAt } from "./support/deployment";
import { passwordOf } from "./support/engine";
import { promiseOf } from "./support/outputs";

/** The password's number at the time of the deployments here, with the default schedule. */
const epoch = 228;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const labels = [
  { label: "secure-redis.stack", value: "shop/dev" },
  { label: "secure-redis.name", value: "cache" },
];

const confinement = {
  user: "999:1000",
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges:true"],
  privileged: false,
  logDriver: "json-file",
  logOpts: { "max-size": "10m", "max-file": "3" },
};

const types = {
  cache: "secure-redis:index:SecureRedis",
  "cache-first-rotated-at": "pulumi:index:Stash",
  [`cache-rotated-at-${epoch}`]: "pulumi:index:Stash",
  "cache-password": "random:index/randomPassword:RandomPassword",
  "cache-phase": "pulumi:index:Stash",
  "cache-image": "docker:index/remoteImage:RemoteImage",
  "cache-network": "docker:index/network:Network",
  "cache-conf": "docker:index/volume:Volume",
  "cache-data": "docker:index/volume:Volume",
  "cache-ops-password": "random:index/randomPassword:RandomPassword",
  "cache-failsafe-password": "random:index/randomPassword:RandomPassword",
  "cache-loader": "docker:index/container:Container",
  "cache-server": "docker:index/container:Container",
};

/** The label that replaces the server when its redis.conf changes. */
function confLabel(deployment: Deployment) {
  const all = deployment.inputsOf("cache-server").labels as typeof labels;
  return all.find(({ label }) => label === "secure-redis.conf")?.value;
}

describe("with default settings", () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await Deployment.complete();
  });

  test("exactly these resources are registered", () => {
    expect(deployment.types()).toEqual(types);
    expect(deployment.events.filter((event) => event !== "getLogs")).toHaveLength(Object.keys(types).length);
  });

  test.each(Object.entries(types).slice(1))("%s is a child of the component", async (name, type) => {
    const resource = deployment.resources.get(name);
    const urn = resource && (await promiseOf(resource.urn));
    expect(urn).toBe(`urn:pulumi:dev::shop::${types.cache}$${type}::${name}`);
    expect(deployment.options.get(name)?.parent).toBe(deployment.redis);
  });

  test.each(["cache-ops-password", "cache-failsafe-password"])("%s is long and needs no encoding", (name) => {
    expect(deployment.inputsOf(name)).toEqual({ length: 48, special: false });
  });

  test("the application's password is made anew with each epoch", () => {
    expect(deployment.inputsOf("cache-password")).toEqual({
      length: 48,
      special: false,
      keepers: { epoch: String(epoch) },
    });
  });

  test("the first epoch, and when this one began, are kept once they are written", () => {
    const written = { "cache-first-rotated-at": deployedAt, [`cache-rotated-at-${epoch}`]: deployedAt };
    for (const [name, input] of Object.entries(written)) {
      expect(deployment.inputsOf(name)).toEqual({ input });
      expect(deployment.options.get(name)?.ignoreChanges).toEqual(["input"]);
      expect(deployment.options.get(name)?.replacementTrigger).toBeUndefined();
    }
  });

  test("the phase is replaced when it changes", async () => {
    const input = `SET ${epoch}`;
    const options = deployment.options.get("cache-phase");
    expect(deployment.inputsOf("cache-phase")).toEqual({ input });
    expect(await promiseOf(pulumi.output(options?.replacementTrigger))).toBe(input);
    expect(options?.ignoreChanges).toBeUndefined();
  });

  test("the image stays when the stack is destroyed", () => {
    expect(deployment.inputsOf("cache-image")).toEqual({ name: "redis:7-alpine", keepLocally: true });
  });

  test("network and volumes are named by Pulumi and labelled", () => {
    expect(deployment.inputsOf("cache-network")).toEqual({ driver: "bridge", labels });
    expect(deployment.inputsOf("cache-conf")).toEqual({ labels });
    expect(deployment.inputsOf("cache-data")).toEqual({ labels });
  });

  test("the server's inputs are these and no others", () => {
    expect(deployment.inputsOf("cache-server")).toEqual({
      ...confinement,
      memory: 256,
      memorySwap: 256,
      ulimits: [{ name: "nproc", soft: 1024, hard: 1024 }],
      image: "sha256:image",
      command: ["redis-server", "/etc/redis/redis.conf"],
      readOnly: true,
      volumes: [
        { volumeName: "cache-data-0f1e2d3", containerPath: "/data" },
        { volumeName: "cache-conf-0f1e2d3", containerPath: "/etc/redis", readOnly: true },
      ],
      networksAdvanced: [{ name: "cache-network-0f1e2d3", aliases: ["secure-redis-server"] }],
      ports: [{ internal: 6379, external: 6379, ip: "127.0.0.1" }],
      healthcheck: {
        tests: [
          "CMD-SHELL",
          'REDISCLI_AUTH="$(cat /etc/redis/ops-password)" redis-cli --user ops ping | grep -qx PONG',
        ],
        interval: "3s",
        timeout: "3s",
        retries: 5,
        startPeriod: "30s",
        startInterval: "0s",
      },
      wait: true,
      waitTimeout: 120,
      labels: [...labels, { label: "secure-redis.conf", value: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      restart: "unless-stopped",
      stopTimeout: 30,
      destroyGraceSeconds: 30,
    });
  });

  test("the loader's inputs are these and no others", () => {
    expect(deployment.inputsOf("cache-loader")).toEqual({
      ...confinement,
      memory: 64,
      memorySwap: 64,
      ulimits: [{ name: "nproc", soft: 2048, hard: 2048 }],
      image: "sha256:image",
      entrypoints: ["sh", "/loader/load.sh"],
      uploads: expect.anything(),
      volumes: [{ volumeName: "cache-conf-0f1e2d3", containerPath: "/data" }],
      networksAdvanced: [{ name: "cache-network-0f1e2d3" }],
      dnsSearches: ["."],
      labels,
      restart: "no",
      rm: true,
    });
  });

  test("the loader is handed its script, the settings, the users, the ops password and the phase", () => {
    const uploads = deployment.uploads();
    const failsafe = passwordOf("cache-failsafe-password");
    expect(uploads).toEqual({
      "/loader/load.sh": loaderScript,
      "/loader/redis.conf": expect.stringMatching(new RegExp(`\nrequirepass ${failsafe}\n$`)),
      "/loader/users.acl": expect.stringContaining(
        `user default on #${sha256(passwordOf("cache-password"))} `,
      ),
      "/loader/ops-password": passwordOf("cache-ops-password"),
      "/loader/strategies": "default SET\n",
      "/loader/grace-seconds": "86400",
    });
    expect(uploads["/loader/users.acl"]).toContain(
      `user ops on #${sha256(passwordOf("cache-ops-password"))} `,
    );
  });

  test("what is uploaded is secret in the state", () => {
    const inputs = deployment.registrations.get("cache-loader")?.inputs;
    expect(pulumi.runtime.isRpcSecret(inputs?.uploads)).toBe(true);
  });

  test("the application's password is in no resource's inputs", () => {
    const everything = JSON.stringify([...deployment.registrations.values()]);
    expect(everything).not.toContain(passwordOf("cache-password"));
  });

  test("no password is outside the loader's uploads, nor a hash of one", () => {
    const rest = [...deployment.registrations.values()].map(({ inputs: { uploads, ...inputs } }) => inputs);
    expect(rest).toHaveLength(Object.keys(types).length);
    const text = JSON.stringify(rest);
    for (const name of ["cache-password", "cache-ops-password", "cache-failsafe-password"]) {
      expect(text).not.toContain(passwordOf(name));
      expect(text).not.toContain(sha256(passwordOf(name)));
    }
  });

  test("the data volume goes with the stack", () => {
    expect(deployment.options.get("cache-data")?.retainOnDelete).toBe(false);
  });

  test("outputs tell where and as whom to connect", async () => {
    const { redis } = deployment;
    const password = passwordOf("cache-password");
    expect(await promiseOf(redis.url)).toBe(`redis://:${password}@127.0.0.1:6379/0`);
    expect(await promiseOf(redis.redactedUrl)).toBe("redis://:***@127.0.0.1:6379/0");
    expect(await promiseOf(redis.password)).toBe(password);
    expect(await promiseOf(redis.host)).toBe("127.0.0.1");
    expect(await promiseOf(redis.port)).toBe(6379);
    expect(await promiseOf(redis.username)).toBe("");
    expect(await promiseOf(redis.tls)).toBe(false);
    expect(await promiseOf(redis.target)).toBe("docker");
    expect(await promiseOf(redis.passwordRotatedAt)).toBe(deployedAt);
  });

  test("of the outputs, the password and the URL with it are secret", async () => {
    const { redis } = deployment;
    expect(await pulumi.isSecret(redis.url)).toBe(true);
    expect(await pulumi.isSecret(redis.password)).toBe(true);
    const open: pulumi.Output<unknown>[] = [
      redis.redactedUrl,
      redis.host,
      redis.port,
      redis.username,
      redis.tls,
      redis.target,
      redis.passwordRotatedAt,
      redis.nextRotationAt,
      redis.overlapEndsAt,
    ];
    for (const output of open) {
      expect(await pulumi.isSecret(output)).toBe(false);
    }
  });
});

test("settings reach the containers", async () => {
  const deployment = await Deployment.complete({
    args: {
      image: pulumi.output("redis:8"),
      port: 7000,
      memory: 100,
      restart: "on-failure",
      persistence: false,
      maxmemoryPolicy: "allkeys-lru",
    },
  });
  expect(deployment.inputsOf("cache-image").name).toBe("redis:8");
  expect(deployment.inputsOf("cache-server")).toMatchObject({
    ports: [{ internal: 6379, external: 7000, ip: "127.0.0.1" }],
    memory: 100,
    memorySwap: 100,
    restart: "on-failure",
  });
  expect(deployment.inputsOf("cache-loader")).toMatchObject({ memory: 64, restart: "no" });
  const conf = deployment.uploads()["/loader/redis.conf"]?.split("\n");
  expect(conf).toEqual(
    expect.arrayContaining(["maxmemory 60mb", "appendonly no", "maxmemory-policy allkeys-lru"]),
  );
  expect(await promiseOf(deployment.redis.redactedUrl)).toBe("redis://:***@127.0.0.1:7000/0");
});

test("a setting in redis.conf changes the server's label, any other does not", async () => {
  const plain = confLabel(await Deployment.complete());
  expect(confLabel(await Deployment.complete({ args: { memory: 512 } }))).not.toBe(plain);
  expect(confLabel(await Deployment.complete({ args: { persistence: false } }))).not.toBe(plain);
  expect(confLabel(await Deployment.complete({ args: { port: 7000, restart: "on-failure" } }))).toBe(plain);
});

test("keepData retains the data volume and nothing else", async () => {
  const { options } = await Deployment.complete({ args: { keepData: true } });
  const retained = [...options].filter(([, { retainOnDelete }]) => retainOnDelete).map(([name]) => name);
  expect(retained).toEqual(["cache-data"]);
});

test("dataVolume is mounted, and the stack makes no volume for data", async () => {
  const deployment = await Deployment.complete({ args: { dataVolume: "kept" } });
  const { "cache-data": _, ...rest } = types;
  expect(deployment.types()).toEqual(rest);
  expect(deployment.inputsOf("cache-server").volumes).toEqual([
    { volumeName: "kept", containerPath: "/data" },
    { volumeName: "cache-conf-0f1e2d3", containerPath: "/etc/redis", readOnly: true },
  ]);
});

test("a preview registers everything and does not look at the loader", async () => {
  const deployment = await Deployment.complete({ preview: true, logs: [["start", "error: x"]] });
  expect(deployment.events).not.toContain("getLogs");
  expect(deployment.types()).toEqual(types);
});
