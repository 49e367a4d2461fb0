import { selectComponent, selectLogin } from "../../../cli/stack/component";
import { secretsOf } from "../../../cli/stack/inside";
import { plain } from "../../../cli/stack/secrets";
import { resourcesOf } from "../../../cli/stack/state";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const urn = (name: string, type = "secure-redis:index:SecureRedis") =>
  `urn:pulumi:dev::app::app:index:Outer$${type}::${name}`;

const redis = (name: string, outputs: Record<string, unknown> = {}) => ({
  urn: urn(name),
  type: "secure-redis:index:SecureRedis",
  outputs: {
    ...{ host: "127.0.0.1", port: 6379, tls: false, target: "docker", generation: 2, username: "" },
    ...{ url: secret("redis://:pw@127.0.0.1:6379/0"), password: secret("pw") },
    ...outputs,
  },
});

const state = (...resources: object[]) => resourcesOf(JSON.stringify({ deployment: { resources } }));

test("a component is found with its connection, its children and its secrets", () => {
  const child = {
    urn: urn("cache-password", "random:index/randomPassword:RandomPassword"),
    type: "random:index/randomPassword:RandomPassword",
    parent: urn("cache"),
    outputs: { result: secret("generated") },
  };
  const stranger = { ...child, urn: urn("other"), parent: urn("elsewhere"), outputs: { result: "foreign" } };
  const found = selectComponent(state(redis("cache"), child, stranger));
  expect(found).toMatchObject({
    stack: "dev",
    project: "app",
    name: "cache",
    target: "docker",
    port: 6379,
    generation: 2,
  });
  expect(found.logins).toMatchObject([{ user: "default", username: "", password: "pw" }]);
  expect(secretsOf(found)).toEqual(["generated", "pw"]);
});

test("users have their own connections, the first one first", () => {
  const users = {
    app: { username: "app", password: secret("1"), url: secret("u1") },
    ops2: { username: "ops2" },
  };
  const found = selectComponent(state(redis("cache", { users })));
  expect(found.logins.map(({ user, password }) => [user, password])).toEqual([
    ["app", "1"],
    ["ops2", ""],
  ]);
  const second = selectComponent(state(redis("cache", { users, username: "ops2" })));
  expect(second.logins.map(({ user }) => user)).toEqual(["ops2", "app"]);
  expect(selectLogin(found).user).toBe("app");
  expect(selectLogin(found, "ops2").user).toBe("ops2");
  expect(() => selectLogin(found, "none")).toThrow("cache has no user none; it has app, ops2");
});

test("of several components one has to be named", () => {
  const all = state(redis("a"), redis("b"));
  expect(() => selectComponent(all)).toThrow("choose with --name: a, b");
  expect(selectComponent(all, "b").name).toBe("b");
  expect(() => selectComponent(all, "c")).toThrow("no SecureRedis of the name c; it has a, b");
});

test("a stack without one, one that never came about, and one that waits for its deletion are told", () => {
  expect(() => selectComponent(state())).toThrow("the stack has no SecureRedis");
  expect(() => selectComponent(state(redis("a", { url: undefined })))).toThrow("never deployed as a whole");
  expect(() => selectComponent(state({ ...redis("a"), delete: true }))).toThrow(
    "the stack has no SecureRedis",
  );
  expect(() => selectComponent(state(redis("a", { target: "moon" })))).toThrow("the target moon");
});

test("secrets are read wherever they stand, and an encrypted one is an error", () => {
  expect(plain({ list: [secret({ inner: secret(1) })] })).toEqual({ list: [{ inner: 1 }] });
  const { plaintext: _, ...rest } = secret("x");
  expect(() => plain({ ...rest, ciphertext: "…" })).toThrow("encrypted");
});
