import type * as pulumi from "@pulumi/pulumi";
import type { ElastiCacheArgs } from "./elasticache/args";
import type { UserArgs } from "./users/args";

/** Where the Redis runs: a container on this machine's Docker, or Amazon ElastiCache. */
export type Target = "docker" | "elasticache";

/** Arguments of {@link SecureRedis}. */
export interface SecureRedisArgs {
  /** Where the Redis runs. Plain, because it decides which resources exist. */
  target: Target;
  /** Settings of the docker target; every one has a default. */
  docker?: DockerArgs;
  /** Settings of the elasticache target; all but the VPC have a default. */
  elasticache?: ElastiCacheArgs;
  /** When and how often the password changes; the same on every target. */
  rotation?: RotationArgs;
  /**
   * Who logs in, by name, and what each may do. With users the one that Redis calls default is off, and each has a
   * password of its own.
   * @default the default user alone, which may do everything but administer the server
   */
  users?: Record<string, UserArgs>;
}

/** When and how often the password changes. A deployment applies it; nothing runs in between. */
export interface RotationArgs {
  /**
   * Days between two passwords, a whole number from 0 to 3650; 0 turns the schedule off. A change of it starts
   * another count of windows, and so may itself rotate once.
   * @default 90
   */
  everyDays?: number;
  /**
   * Days for which the previous password still logs in after a rotation was deployed, from 0 to 365, fractions
   * allowed, and less than `everyDays`. With 0 a rotation ends the previous password at once.
   * @default 1, or 0.5 with a password a day; 1 in the project's own config
   */
  graceDays?: number;
  /**
   * A whole number from 0 to 1000000. Each bump is one rotation now.
   * @default 0
   */
  generation?: number;
}

/** Settings of the docker target. */
export interface DockerArgs {
  /**
   * Image with Redis 7 or later, laid out as the official one. A digest (`redis@sha256:…`) pins it.
   * @default "redis:7-alpine"
   */
  image?: pulumi.Input<string>;
  /**
   * TCP port on 127.0.0.1, from 1 to 65535.
   * @default 6379
   */
  port?: number;
  /**
   * Address that the port is published on. Anything but 127.0.0.1 is refused: the setting exists so that a
   * file moved from docker-compose fails loudly.
   * @default "127.0.0.1"
   */
  bindAddress?: string;
  /**
   * Memory limit of the container in MiB, from 32 to 1048576. Swap is not added to it.
   * @default 256
   */
  memory?: number;
  /**
   * Redis' own `maxmemory` in MiB, at least 8 and below `memory`: rewriting the append-only file forks
   * the server, and the fork needs room for what changes meanwhile.
   * @default 60 % of `memory`
   */
  maxmemory?: number;
  /**
   * What Redis does at `maxmemory`: one of its eviction policies (https://redis.io/docs/latest/develop/reference/eviction/).
   * @default "noeviction"
   */
  maxmemoryPolicy?: string;
  /**
   * Write an append-only file, synced every second. Without it a restart of the server loses all data.
   * @default true
   */
  persistence?: boolean;
  /**
   * Leave the data volume in place when the stack is destroyed. `dataVolume` takes it up again.
   * @default false
   */
  keepData?: boolean;
  /**
   * Name of an existing Docker volume to keep the data on. It is not the stack's: nothing here creates,
   * changes or removes it.
   * @default a volume of the stack's own
   */
  dataVolume?: string;
  /**
   * Restart policy of the server: `unless-stopped` or `on-failure`.
   * @default "unless-stopped"
   */
  restart?: string;
}

/** The docker target's settings with every default filled in. */
export type DockerSettings = Required<Omit<DockerArgs, "dataVolume">> & Pick<DockerArgs, "dataVolume">;

/** Default memory limit of the container, in MiB. */
const defaultMemory = 256;

/** Fills in the defaults; `args` must have passed `validate`. */
export function dockerSettings(args: DockerArgs = {}): DockerSettings {
  const memory = args.memory ?? defaultMemory;
  return {
    image: args.image ?? "redis:7-alpine",
    port: args.port ?? 6379,
    bindAddress: args.bindAddress ?? "127.0.0.1",
    memory,
    maxmemory: args.maxmemory ?? Math.floor(memory * 0.6),
    maxmemoryPolicy: args.maxmemoryPolicy ?? "noeviction",
    persistence: args.persistence ?? true,
    keepData: args.keepData ?? false,
    dataVolume: args.dataVolume,
    restart: args.restart ?? "unless-stopped",
  };
}
