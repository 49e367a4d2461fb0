import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createNetwork, removeNodes } from "../../../lab/emulator/nodes";
import { LabError } from "../../../lab/report";
import { scratch, script, setEnv } from "../support";

/** A docker command that answers with this script; returns what it was asked. */
function fakeDocker(body: string): () => string[] {
  const bin = scratch();
  const log = join(bin, "log");
  script(bin, "docker", `echo "$*" >> ${log}\n${body}`);
  setEnv({ PATH: `${bin}:/usr/bin:/bin` });
  return () => readFileSync(log, "utf8").trimEnd().split("\n");
}

test("the nodes' network leads nowhere, and has Docker publish on loopback", async () => {
  const asked = fakeDocker('[ "$2" = inspect ] && echo 127.0.0.1; exit 0');
  await createNetwork("net");
  expect(asked()[0]).toBe(
    "network create --internal --opt com.docker.network.bridge.host_binding_ipv4=127.0.0.1 net",
  );
});

test("a Docker whose networks this machine has no part in is refused", async () => {
  // An address for documentation, which no machine has.
  fakeDocker('[ "$2" = inspect ] && echo 192.0.2.1; exit 0');
  await expect(createNetwork("net")).rejects.toThrow(LabError);
});

const emulator = { name: "mine", port: 4000, network: "net" };

test("every container of the emulator's or on its network goes, with volumes, then the network", async () => {
  const asked = fakeDocker(
    'case "$*" in *instance=mine:4000*) echo a; echo b;; *network=net*) echo b; echo c;; "network ls"*) echo n;; esac',
  );
  await removeNodes(emulator);
  expect(asked()).toContain("rm --force --volumes a b c");
  expect(asked().at(-1)).toBe("network rm net");
});

test("where nothing is left nothing is removed", async () => {
  const asked = fakeDocker("exit 0");
  await removeNodes(emulator);
  expect(asked().filter((line) => / rm |^rm /.test(line))).toEqual([]);
});
