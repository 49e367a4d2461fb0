import type * as docker from "@pulumi/docker";

/** uid:gid of redis in the official image. */
export const redisUser = "999:1000";

/**
 * What every container of ours is denied. The memory limit is the whole: swap beside it would let secrets reach
 * the disk. Docker's pids limit is not in the provider; the kernel's limit of processes is. That one
 * counts all processes of the user id on the machine, so `processes` is generous.
 */
export function confinement(memory: number, processes: number) {
  return {
    user: redisUser,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    privileged: false,
    memory,
    memorySwap: memory,
    ulimits: [{ name: "nproc", soft: processes, hard: processes }],
    logDriver: "json-file",
    logOpts: { "max-size": "10m", "max-file": "3" },
  } satisfies Partial<docker.ContainerArgs>;
}
