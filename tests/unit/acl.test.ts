import { aclFile, deniedCommands, passwordHash } from "../../components/acl";

const lines = aclFile({ application: "aa11", ops: "bb22" }).split("\n");
const [application, ops] = lines.map((line) => line.split(" "));

test("a password's hash is its SHA-256", () => {
  // FIPS 180-2, appendix B.1.
  expect(passwordHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("the file has two users and ends with a line break", () => {
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe("");
});

test("both users need their password, and each has one", () => {
  expect(application?.slice(0, 4)).toEqual(["user", "default", "on", "#aa11"]);
  expect(ops?.slice(0, 4)).toEqual(["user", "ops", "on", "#bb22"]);
  expect(lines.join(" ")).not.toMatch(/nopass|[<>]/);
  expect(lines.join(" ").match(/#/g)).toHaveLength(2);
});

test("the application may do everything but the denied commands", () => {
  const denied = deniedCommands.map((command) => `-${command}`);
  expect(application?.slice(4)).toEqual(["~*", "&*", "+@all", ...denied, "+acl|whoami"]);
});

test("the denied commands are these", () => {
  expect([...deniedCommands].sort()).toEqual([
    "acl",
    "bgrewriteaof",
    "bgsave",
    "config",
    "debug",
    "failover",
    "migrate",
    "module",
    "psync",
    "replicaof",
    "save",
    "shutdown",
    "slaveof",
    "sync",
  ]);
});

test("the ops user may ping, load the file and list the users, and reach no key or channel", () => {
  expect(ops?.slice(4)).toEqual(["resetchannels", "-@all", "+ping", "+acl|load", "+acl|list"]);
});
