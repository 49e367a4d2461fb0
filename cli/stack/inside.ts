import { opsUser } from "../../components/acl";
import type { Account, Component } from "./component";

/** Every secret of a component: generated passwords, and the URLs that hold them. */
export function secretsOf({ logins, resources }: Component): string[] {
  const generated = resources
    .filter((resource) => resource.type === "random:index/randomPassword:RandomPassword")
    .map(({ outputs }) => String(outputs.result));
  return [...new Set([...generated, ...logins.map(({ password }) => password)])].filter(Boolean);
}

/** The docker target's ops user; undefined on elasticache. */
export function opsOf({ name, resources }: Component): Account | undefined {
  const password = resources.find((resource) => resource.name === `${name}-ops-password`)?.outputs.result;
  return typeof password === "string" ? { user: opsUser, username: opsUser, password } : undefined;
}

/** A file that the docker target's credential loader was given. */
export function loadedFile({ name, resources }: Component, file: string): string | undefined {
  const loader = resources.find(
    (resource) => resource.type === "docker:index/container:Container" && resource.name === `${name}-loader`,
  );
  const uploads = (loader?.inputs.uploads ?? []) as { file?: string; content?: string }[];
  return uploads.find((upload) => upload.file?.endsWith(`/${file}`))?.content;
}
