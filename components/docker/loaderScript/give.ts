import { defaultUser, opsUser } from "../../acl";

/**
 * Gives a running server its users. ACL LOAD of Redis 7.0 ends the connections of every user but default, so it serves
 * only where one of the two, the server or the stack, has no named users. Else each user is set by one command, which
 * leaves connections open but for subscriptions to channels that were taken away, and a user that is gone is deleted,
 * which ends its connections.
 */
export const give = `
# The names in a list of users.
names() { sed -n 's/^user \\([^ ]*\\) .*/\\1/p' "$1"; }
# Words as redis-cli reads them from its input; in its arguments others could see the hashes.
quoted() { sed 's/[\\\\"]/\\\\&/g; s/[^ ][^ ]*/"&"/g'; }

# Whether a list of users has the default user on, and whether its ops user may set users.
open() { grep -q '^user ${defaultUser} on ' "$1"; }
sets() { grep '^user ${opsUser} ' "$1" | grep -qF '+acl|setuser'; }

# The commands that turn the users that the server has listed into those to apply.
changes() {
  quoted < "$users" | sed 's/^"user" \\("[^ ]*"\\)/acl setuser \\1 reset/'
  names "$users" > /tmp/names
  names "$listed" | grep -vxFf /tmp/names | quoted | sed 's/^/acl deluser /'
}

# Prints OK if every command was answered, else the first answer that tells why not.
each() {
  server < "$1" > /tmp/answers || :
  if [ "$(grep -cxE 'OK|[0-9]+' /tmp/answers)" = "$(grep -c . "$1")" ]; then echo OK; return; fi
  grep -vxE 'OK|[0-9]+|' /tmp/answers | head -n 1
}

# Who is connected as the default user when it goes off would stay connected, and a MONITOR that was begun would go on.
end_default() {
  reply=$(server client kill user ${defaultUser}) || :
  case "$reply" in [0-9]*) rm -f "$ending"; echo OK ;; *) echo "$reply" ;; esac
}

# Prints OK when the server has taken the users, else its answer.
give() {
  listed=/tmp/listed.raw
  server acl list > "$listed" || :
  grep -q '^user ' "$listed" || { cat "$listed"; return; }
  if open "$users"; then rm -f "$ending"; elif open "$listed"; then : > "$ending"; fi
  if sets "$listed" && sets "$users"; then
    changes > /tmp/changes
    reply=$(each /tmp/changes)
  else
    reply=$(server acl load) || :
  fi
  if [ "$reply" = OK ] && [ -e "$ending" ]; then end_default; else echo "$reply"; fi
}
`;
