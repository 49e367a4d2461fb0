import { opsUser } from "../acl";
import { containerPort } from "./redisConf";

/** Folder of the loader's container that the files to apply are uploaded into. */
export const inbox = "/loader";

/** Name of the server on the stack's own network. */
export const serverAlias = "redis";

/** Seconds between two looks at the users of the running server. */
const watchSeconds = 5;

/**
 * What the credential loader runs. It proves the uploaded files with a throw-away server, puts them into the
 * `conf` volume, makes the running server load them, sees that it did, and then watches: when the server's users
 * are no longer those of the file it ends with an error, which is how Pulumi's refresh comes to see it.
 *
 * Each line it prints starts with `start`, `ready:` or `error:`.
 */
export const loaderScript = `set -euf
umask 077
conf=/data
check=/tmp/check
started=0
trap 'exit 0' TERM INT

fail() { echo "error: $*"; exit 1; }
cli() { REDISCLI_AUTH=$(cat ${inbox}/ops-password) redis-cli --user ${opsUser} "$@" 2>&1; }
server() { cli -h ${serverAlias} -p ${containerPort} "$@"; }
pause() { sleep "$1" & wait $!; }
put() { cp "${inbox}/$1" "$conf/.$1.new"; chmod 400 "$conf/.$1.new"; mv -f "$conf/.$1.new" "$conf/$1"; }
# Redis lists the rules of a user in no order: sorted words make two lists comparable.
normal() { while read -r line; do printf '%s\\n' $line | sort | tr '\\n' ' '; echo; done | sort; }

# A server that starts with the new files, and lets the ops user in, is the only full proof of them.
prove() {
  rm -rf "$check"; mkdir "$check"; cp "${inbox}/users.acl" "$check/users.acl"
  redis-server ${inbox}/redis.conf --port 0 --unixsocket "$check/socket" --dir "$check" \\
    --aclfile "$check/users.acl" --appendonly no --maxmemory 0 > "$check/log" 2>&1 &
  prover=$!
  until cli -s "$check/socket" acl list > "$check/answer" && grep -q '^user ${opsUser} ' "$check/answer"; do
    kill -0 "$prover" 2>/dev/null || fail "the new users or settings are invalid: $(grep -iE 'users.acl|fatal|error|abort|bad ' "$check/log" | tail -n 3 | tr '\\n' ' ')"
    started=$((started + 1)); [ "$started" -lt 200 ] || fail "a server with the new users does not answer: $(cat "$check/answer")"
    pause 0.1
  done
  normal < "$check/answer" > /tmp/expected
  kill "$prover"; wait "$prover" || [ $? -eq 143 ]
  rm -rf "$check"
}

# Prints absent, busy, same, or differs: how the running server's users stand to the file's.
compare() {
  users=$(server acl list) || { echo absent; return; }
  case "$users" in
    "user "*) if [ "$(echo "$users" | normal)" = "$(cat /tmp/expected)" ]; then echo same; else echo differs; fi ;;
    *refused*|*resolve*|*"not known"*|*"No address"*|*unreachable*|*closed*|*reset*) echo absent ;;
    LOADING*|BUSY*|MASTERDOWN*) echo busy ;;
    *) echo "$users" ;;
  esac
}

load() {
  for attempt in $(seq 150); do
    reply=$(server acl load) || reply=refused
    case "$reply" in
      OK) state=$(compare); [ "$state" = same ] && return 0 || fail "the server's users differ after loading: $state" ;;
      *refused*|*resolve*|*"not known"*|*"No address"*|*unreachable*|*closed*|*reset*) return 1 ;;
      LOADING*|BUSY*) pause 0.2 ;;
      *) fail "the running server refused the new users: $reply" ;;
    esac
  done
  fail "the running server did not load the new users within 30 s: $reply"
}

echo start
prove
put redis.conf
put ops-password
put users.acl
if load; then applied=1; echo "ready: the running server has loaded the users"; else applied=0; echo "ready: stored for the next start of the server"; fi

while :; do
  pause ${watchSeconds}
  case "$(compare)" in
    same) applied=1 ;;
    absent|busy) ;;
    # A server that was starting while the file was written may have read the one before.
    differs) if [ "$applied" = 0 ] && load; then applied=1; else fail "the server's users are not those of the stack; 'pulumi up --refresh' restores them"; fi ;;
    *) fail "the server does not let the ops user in; 'pulumi up --refresh' tries again" ;;
  esac
done
`;
