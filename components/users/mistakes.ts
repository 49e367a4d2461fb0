import { deniedCommands } from "../acl";
import type { Target } from "../args";
import type { Mistake } from "../mistake";
import type { UserArgs } from "./args";

/** Categories of one kind of data or one use. Every other holds, or may come to hold, what reaches beyond the user's keys. */
const narrow = /^\+@(string|hash|list|set|sortedset|stream|bitmap|hyperloglog|geo|pubsub|transaction)$/;

/** Whether a rule gives more than commands on the user's own keys; MONITOR shows what everybody does. */
const isBroad = (rule: string) => (rule.startsWith("+@") && !narrow.test(rule)) || rule === "+monitor";

/** Mistakes of the users that only several settings together make. */
export function userMistakes(users: Record<string, UserArgs> | undefined, target: Target): Mistake[] {
  if (users === undefined) {
    return [];
  }
  const entries = Object.entries(users);
  if (entries.length === 0) {
    return [{ path: "users", value: users, allowed: "at least one user, or no users at all" }];
  }
  return entries.flatMap(([name, user]) => [
    ...everythingOf(name, user),
    ...commandsOf(name, user),
    ...(user.iam && target === "docker"
      ? [{ path: `users.${name}.iam`, value: true, allowed: "false on docker: there is no IAM" }]
      : []),
  ]);
}

function everythingOf(
  name: string,
  { everything, commands = [], keys = [], channels = [] }: UserArgs,
): Mistake[] {
  const given: [path: string, values: string[], all: (value: string) => boolean][] = [
    ["commands", commands, isBroad],
    ["keys", keys, (pattern) => /^(%RW?~|%W~)?\*+$/.test(pattern)],
    ["channels", channels, (pattern) => /^\*+$/.test(pattern)],
  ];
  return everything
    ? []
    : given.flatMap(([key, values, all]) =>
        values.some(all)
          ? [
              {
                path: `users.${name}.${key}`,
                value: values,
                allowed: `less than everything, or everything spelled out by users.${name}.everything: true`,
              },
            ]
          : [],
      );
}

function commandsOf(name: string, { preset, commands = [] }: UserArgs): Mistake[] {
  if (preset === undefined && !commands.some((rule) => rule.startsWith("+"))) {
    return [
      {
        path: `users.${name}.preset`,
        value: preset,
        allowed: `readonly, readwrite, monitor; or users.${name}.commands`,
      },
    ];
  }
  const denied = commands.filter(
    (rule) =>
      deniedCommands.includes(rule.slice(1).split("|")[0] ?? "") &&
      rule.startsWith("+") &&
      rule !== "+acl|whoami",
  );
  return denied.length === 0
    ? []
    : [
        {
          path: `users.${name}.commands`,
          value: denied,
          allowed: "no commands that ElastiCache refuses to everybody, nor MODULE and FAILOVER",
        },
      ];
}
