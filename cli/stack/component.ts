import { CliError } from "../failure";
import { type Resource, treeOf } from "./state";

/** Somebody who can log in. */
export interface Account {
  /** Name of the user; `default` where the component has no users of its own. */
  user: string;
  /** What is sent as the user's name; empty for Redis' default user. */
  username: string;
  /** Empty for a user whom IAM lets in. */
  password: string;
}

/** How one user of a deployed component connects. */
export interface Login extends Account {
  url: string;
  secretArn?: string;
  passwordRotatedAt?: string;
  nextRotationAt?: string;
  overlapEndsAt?: string;
}

/** A component as it was deployed last. */
export interface Component {
  stack: string;
  project: string;
  name: string;
  target: "docker" | "elasticache";
  host: string;
  port: number;
  tls: boolean;
  caCertificate?: string;
  generation: number;
  /** Each user that logs in, the first one first. */
  logins: Login[];
  /** The component's resource and everything below it. */
  resources: Resource[];
}

const type = "secure-redis:index:SecureRedis";

/** The component of that name, or the only one. Throws `CliError` when there is none, or several and no name. */
export function selectComponent(resources: readonly Resource[], name?: string): Component {
  const all = resources.filter((resource) => resource.type === type);
  const names = all.map((resource) => resource.name).join(", ");
  if (all.length === 0) {
    throw new CliError("the stack has no SecureRedis; deploy it first");
  }
  const found = name === undefined ? all : all.filter((resource) => resource.name === name);
  const [component, second] = found;
  if (component === undefined) {
    throw new CliError(`the stack has no SecureRedis of the name ${name}; it has ${names}`);
  }
  if (second !== undefined) {
    throw new CliError(`the stack has several SecureRedis; choose with --name: ${names}`);
  }
  return componentOf(component, resources);
}

function componentOf(resource: Resource, resources: readonly Resource[]): Component {
  const { outputs, urn, name } = resource;
  const { host, port, tls, target, url } = outputs;
  if (typeof host !== "string" || typeof port !== "number" || typeof tls !== "boolean" || !url) {
    throw new CliError(`${name} was never deployed as a whole; deploy it first`);
  }
  if (target !== "docker" && target !== "elasticache") {
    throw new CliError(`${name} has the target ${String(target)}, which this version does not know`);
  }
  const [, , stack = "", project = ""] = urn.split(":").filter((part) => part !== "");
  const { caCertificate, generation } = outputs;
  return {
    ...{ stack, project, name, target, host, port, tls },
    caCertificate: text(caCertificate),
    generation: typeof generation === "number" ? generation : 0,
    logins: loginsOf(outputs),
    resources: treeOf(resource, resources),
  };
}

function loginsOf(outputs: Record<string, unknown>): Login[] {
  const users = Object.entries((outputs.users ?? {}) as Record<string, Record<string, unknown>>);
  // A state has its keys in the order of the alphabet; the outputs beside are those of the program's first user.
  const isFirst = (fields: Record<string, unknown>) => fields.username === outputs.username;
  users.sort(([, a], [, b]) => Number(isFirst(b)) - Number(isFirst(a)));
  return (users.length > 0 ? users : [["default", outputs] as const]).map(([user, fields]) => ({
    user,
    username: text(fields.username) ?? "",
    password: text(fields.password) ?? "",
    url: text(fields.url) ?? "",
    secretArn: text(fields.secretArn),
    passwordRotatedAt: text(fields.passwordRotatedAt),
    nextRotationAt: text(fields.nextRotationAt),
    overlapEndsAt: text(fields.overlapEndsAt),
  }));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The login of a user, or the first one. Throws `CliError` when there is no such user. */
export function selectLogin({ name, logins }: Component, user?: string): Login {
  const login = user === undefined ? logins[0] : logins.find((one) => one.user === user);
  if (login === undefined) {
    const known = logins.map((one) => one.user).join(", ");
    throw new CliError(`${name} has no user ${user}; it has ${known}`);
  }
  return login;
}
