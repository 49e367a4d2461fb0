import { emulatorEnv, serverEnv } from "../../../lab/emulator/environment";

const emulator = {
  name: "secure-redis-aws-1",
  folder: "/folder",
  port: 4000,
  endpoint: "http://127.0.0.1:4000",
  network: "net",
  account: "123456789012",
};

test("the emulator's process listens on loopback, for few services, and writes into its folder alone", () => {
  const env = serverEnv(emulator, {
    PATH: "/bin",
    HOME: "/home/user",
    AWS_SECRET_ACCESS_KEY: "theirs",
    HTTPS_PROXY: "http://proxy",
    PERSIST_STATE: "1",
    DOCKER_HOST: "unix:///docker",
  });
  expect(env).toMatchObject({
    BIND_HOST: "127.0.0.1",
    GATEWAY_PORT: "4000",
    DOCKER_HOST: "unix:///docker",
    DOCKER_NETWORK: "net",
    MINISTACK_HOSTNAME: "secure-redis-aws-1",
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    PERSIST_STATE: "0",
    LIFELINE: "0",
  });
  expect(env.SERVICES?.split(",")).not.toEqual(expect.arrayContaining(["lambda"]));
  for (const place of ["HOME", "TMPDIR", "STATE_DIR", "S3_DATA_DIR"]) {
    expect(env[place]).toMatch(/^\/folder/);
  }
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(["HTTPS_PROXY"]));
  expect(JSON.stringify(env)).not.toContain("theirs");
});

test("an owned emulator hangs on its owner", () => {
  expect(serverEnv({ ...emulator, owner: "1:2" }, {}).LIFELINE).toBe("1");
});

test("clients talk to the emulator, whatever of AWS the user has set", () => {
  const user = {
    AWS_PROFILE: "production",
    AWS_SESSION_TOKEN: "token",
    AWS_ENDPOINT_URL_ELASTICACHE: "https://elsewhere",
    AWS_ROLE_ARN: "arn:aws:iam::1:role/admin",
    AWS_CONFIG_FILE: "/home/user/.aws/config",
    AWS_REGION: "eu-west-1",
    PATH: "/bin",
  };
  const env = emulatorEnv(emulator, undefined, user);
  expect(env).toMatchObject({
    AWS_ENDPOINT_URL: "http://127.0.0.1:4000",
    AWS_ACCESS_KEY_ID: "123456789012",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_PROFILE: "",
    AWS_SESSION_TOKEN: "",
    AWS_ENDPOINT_URL_ELASTICACHE: "",
    AWS_ROLE_ARN: "",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  expect(env).not.toHaveProperty("PATH");
  expect(emulatorEnv(emulator, "000000000001", {}).AWS_ACCESS_KEY_ID).toBe("000000000001");
});
