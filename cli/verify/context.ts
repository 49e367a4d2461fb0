import type { Component, Login } from "../stack/component";
import type { Pulumi } from "../stack/pulumi";
import type { Resource } from "../stack/state";
import { type Container, inspectContainer } from "./docker";

/** What checks look at: a component as it was deployed, and what there is of it now. */
export class Context {
  #server: Promise<Container> | undefined;

  constructor(
    readonly component: Component,
    readonly pulumi: Pulumi,
    /** Milliseconds since 1970. */
    readonly now: number,
  ) {}

  /** The users that log in by password. */
  get logins(): Login[] {
    return this.component.logins.filter(({ password }) => password !== "");
  }

  /** A resource of the component by its type and, where there are several, the end of its name. */
  resource(type: string, suffix = ""): Resource | undefined {
    return this.component.resources.find(
      (resource) => resource.type === type && resource.name === `${this.component.name}${suffix}`,
    );
  }

  /** Docker's name of a resource, such as that of `-server`. */
  dockerName(kind: "container" | "network", suffix: string): string {
    const token = `docker:index/${kind}:${kind[0]?.toUpperCase()}${kind.slice(1)}`;
    const name = this.resource(token, suffix)?.outputs.name;
    if (typeof name !== "string") {
      throw new Error(`the state has no ${kind} ${this.component.name}${suffix}`);
    }
    return name;
  }

  /** The replication group. */
  group(): Resource {
    const type = "aws:elasticache/replicationGroup:ReplicationGroup";
    const group = this.component.resources.find((resource) => resource.type === type);
    if (!group) {
      throw new Error("the state has no replication group");
    }
    return group;
  }

  /** The server's container as it is now. */
  server(): Promise<Container> {
    this.#server ??= inspectContainer(this.dockerName("container", "-server"));
    return this.#server;
  }

  /** Docker's names of what the component has. Not by its labels: another project may have given the same. */
  dockerNames(kind: "container" | "network" | "volume"): string[] {
    return this.component.resources
      .filter(({ type }) => type.startsWith(`docker:index/${kind}:`))
      .map(({ outputs }) => String(outputs.name));
  }
}
