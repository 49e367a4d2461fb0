import { opsUser } from "../../acl";
import { inbox } from "./places";

/** Proves the composed users and the settings with a throw-away server. */
export const prove = `
# Redis lists the rules of a user in no order: sorted words make two lists comparable.
normal() { while read -r line; do printf '%s\\n' $line | sort | tr '\\n' ' '; echo; done | sort; }

# A server that starts with the new files, and lets the ops user in, is the only full proof of them.
prove() {
  started=0
  rm -rf "$check"; mkdir "$check"; cp "$users" "$check/users.acl"
  redis-server ${inbox}/redis.conf --port 0 --unixsocket "$check/socket" --dir "$check" \\
    --aclfile "$check/users.acl" --appendonly no --maxmemory 0 > "$check/log" 2>&1 &
  prover=$!
  until cli -s "$check/socket" acl list > "$check/answer" && grep -q '^user ${opsUser} ' "$check/answer"; do
    kill -0 "$prover" 2>/dev/null || fail "the new users or settings are invalid: $(grep -iE 'users.acl|fatal|error|abort|bad ' "$check/log" | tail -n 3 | tr '\\n' ' ')"
    started=$((started + 1)); [ "$started" -lt 200 ] || fail "a server with the new users does not answer: $(cat "$check/answer")"
    pause 0.1
  done
  cp "$check/answer" /tmp/proven.raw
  normal < /tmp/proven.raw > /tmp/proven
  kill "$prover"; wait "$prover" || [ $? -eq 143 ]
  rm -rf "$check"
}
`;
