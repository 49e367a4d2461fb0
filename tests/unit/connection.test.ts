import { connectionUrl, redactedUrl } from "../../components/connection";

const endpoint = { host: "127.0.0.1", port: 6379, username: "", tls: false };

test("the URL has an empty user for Redis' default one", () => {
  expect(connectionUrl(endpoint, "s3cret")).toBe("redis://:s3cret@127.0.0.1:6379/0");
});

test("TLS shows in the scheme", () => {
  expect(connectionUrl({ ...endpoint, tls: true }, "p")).toBe("rediss://:p@127.0.0.1:6379/0");
});

test("signs that a URL gives a meaning are encoded and come back whole", () => {
  const url = new URL(connectionUrl({ ...endpoint, username: "a:b" }, "p@s/s:w?rd#"));
  expect(decodeURIComponent(url.username)).toBe("a:b");
  expect(decodeURIComponent(url.password)).toBe("p@s/s:w?rd#");
  expect(url.hostname).toBe("127.0.0.1");
});

test("the redacted URL is the same but for the password", () => {
  expect(redactedUrl({ ...endpoint, username: "app" })).toBe("redis://app:***@127.0.0.1:6379/0");
});
