import { Writable } from "node:stream";
import { Output } from "../../cli/output";
import type { Component } from "../../cli/stack/component";

/** An output whose text can be looked at. */
export function captured() {
  const texts = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    });
  const streams = { stdout: stream("stdout"), stderr: stream("stderr") };
  return { output: new Output(streams), texts };
}

/** A component on docker with one user; `changes` replace what it has. */
export function component(changes: Partial<Component> = {}): Component {
  const login = {
    user: "default",
    username: "",
    password: "secret-of-default",
    url: "redis://:secret-of-default@127.0.0.1:1/0",
  };
  return {
    stack: "dev",
    project: "secure-redis",
    name: "redis",
    target: "docker",
    host: "127.0.0.1",
    port: 1,
    tls: false,
    generation: 0,
    logins: [login],
    resources: [],
    ...changes,
  };
}
