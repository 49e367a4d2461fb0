/** The words of an ACL file's or ACL LIST's line, by user. */
export function parseAcl(lines: string): Map<string, string[]> {
  const users = lines.split("\n").map((line) => line.trim().split(/\s+/));
  return new Map(
    users.flatMap(([keyword, name, ...words]) =>
      keyword === "user" && name ? [[name, words] as const] : [],
    ),
  );
}

/** The patterns of keys among the rules, whichever access they give. */
export function patternsOf(words: readonly string[]): string[] {
  return words.flatMap((word) =>
    word === "allkeys" ? ["*"] : (/^(?:~|%[RW]+~)(.+)$/.exec(word)?.slice(1) ?? []),
  );
}

/** A command as the rules see it. */
export interface Named {
  /** `get`, or with a subcommand `config|get`. */
  name: string;
  /** Its categories, without @. */
  categories: readonly string[];
}

/** Whether the rules allow a command; as in Redis the later rule wins. */
export function allows(words: readonly string[], { name, categories }: Named): boolean {
  const container = name.split("|")[0];
  let allowed = false;
  for (const word of words) {
    const [, sign, subject = ""] = /^([+-])(.+)$/.exec(word) ?? [];
    const all = subject === "@all" || word === "allcommands" || word === "nocommands";
    const meant =
      all ||
      subject === name ||
      subject === container ||
      (subject.startsWith("@") && categories.includes(subject.slice(1)));
    if (meant) {
      allowed = sign === "+" || word === "allcommands";
    }
  }
  return allowed;
}

/** Whether no pattern can match a key: each of them begins with something else. */
export function isOutside(key: string, patterns: readonly string[]): boolean {
  return patterns.every((pattern) => !key.startsWith(/^[^*?[\\]*/.exec(pattern)?.[0] ?? ""));
}
