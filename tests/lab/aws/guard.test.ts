import { emulatorOf, isLoopback } from "../../../lab/aws/guard";

test.each([
  "http://127.0.0.1:4566",
  "https://127.0.0.1:4566/",
  "http://127.1.2.3",
  "http://localhost:4566",
  "http://[::1]:4566",
  "http://2130706433:4566",
])("%s is on this machine", (address) => {
  expect(isLoopback(address)).toBe(true);
});

test.each([
  "",
  "127.0.0.1:4566",
  "ftp://127.0.0.1",
  "http://0.0.0.0:4566",
  "http://10.0.0.1:4566",
  "http://[::2]:4566",
  "http://127.0.0.1.example.com",
  "http://127.0.0.1@example.com",
  "http://localhost.example.com",
  "https://elasticache.us-east-1.amazonaws.com",
])("%p is not", (address) => {
  expect(isLoopback(address)).toBe(false);
});

test("without an emulator on this machine nothing works, and the error says what to do", () => {
  expect(() => emulatorOf({})).toThrow(/AWS_ENDPOINT_URL to http:\/\/127\.0\.0\.1:PORT \(it is not set\)/);
  expect(() => emulatorOf({ AWS_ENDPOINT_URL: "https://sts.amazonaws.com" })).toThrow(/sts\.amazonaws\.com/);
});

test("region and account come from the environment", () => {
  const endpoint = "http://127.0.0.1:4566";
  expect(emulatorOf({ AWS_ENDPOINT_URL: endpoint }).region).toBe("us-east-1");
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "111122223333" };
  expect(emulatorOf(env)).toMatchObject({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "111122223333" },
  });
});
