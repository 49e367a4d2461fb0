import {
  aclFile,
  applicationPermissions,
  deniedCommands,
  passwordHash,
  withoutDenied,
} from "../../components/acl";

const words = (line?: string) => line?.split(" ");
const denied = deniedCommands.map((command) => `-${command}`);

test("a password's hash is its SHA-256", () => {
  // FIPS 180-2, appendix B.1.
  expect(passwordHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
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

describe("permissions without the denied commands", () => {
  test("of the default user are everything else", () => {
    expect(words(withoutDenied(applicationPermissions))).toEqual([
      "~*",
      "&*",
      "+@all",
      ...denied,
      "+acl|whoami",
    ]);
  });

  test("end with the denials, so that no category before them counts", () => {
    expect(words(withoutDenied("~app:* -@all +@slow"))).toEqual(["~app:*", "-@all", "+@slow", ...denied]);
  });

  test("keep what tells of the ACL where it is allowed by name, and not taken away again", () => {
    const allowed = "-@all +acl|whoami +acl|cat";
    expect(words(withoutDenied(allowed))).toEqual(["-@all", ...denied, "+acl|whoami", "+acl|cat"]);
    expect(words(withoutDenied(`${allowed} -acl|cat`))?.at(-1)).toBe("+acl|whoami");
    expect(withoutDenied(`${allowed} -acl|cat`)).not.toMatch(/-acl .*\+acl\|cat/);
    expect(words(withoutDenied("-@all +acl|setuser"))?.slice(-denied.length)).toEqual(denied);
  });
});

const ops = [
  "user",
  "ops",
  "on",
  "#bb22",
  "resetchannels",
  "-@all",
  "+ping",
  "+acl|load",
  "+acl|list",
  "+acl|log",
];

describe("the file with the default user", () => {
  const lines = aclFile([{ name: "default", hash: "aa11", permissions: "~* +@all" }], "bb22").split("\n");

  test("has it and the ops user, and ends with a line break", () => {
    expect(lines[0]).toBe("user default on #aa11 ~* +@all");
    expect(lines.slice(2)).toEqual([""]);
  });

  test("lets the ops user ping, load the file and list the users, and reach no key or channel", () => {
    expect(words(lines[1])).toEqual(ops);
  });
});

describe("the file with named users", () => {
  const users = [
    { name: "app", hash: "aa11", permissions: "~app:* -@all +get" },
    { name: "report", hash: "cc33", permissions: "-@all +ping" },
  ];
  const lines = aclFile(users, "bb22").split("\n");

  test("turns the default user off, which leaves it no password", () => {
    expect(lines[0]).toBe("user default off");
  });

  test("has each user with its password, in their order", () => {
    expect(lines.slice(1, 3)).toEqual([
      "user app on #aa11 ~app:* -@all +get",
      "user report on #cc33 -@all +ping",
    ]);
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe("");
  });

  test("lets the ops user set and delete users and end connections besides", () => {
    expect(words(lines[3])).toEqual([...ops, "+acl|setuser", "+acl|deluser", "+client|kill"]);
  });

  test("lets in nobody without a password", () => {
    expect(lines.join(" ")).not.toMatch(/nopass|[<>]/);
  });
});
