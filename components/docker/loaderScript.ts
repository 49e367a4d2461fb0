import { opsUser } from "../acl";
import { containerPort } from "./redisConf";

/** Folder of the loader's container that the files to apply are uploaded into. */
export const inbox = "/loader";

/** Name of the server on the stack's own network. */
export const serverAlias = "redis";

/** Seconds that a loader with an error waits before it ends. */
const lingerSeconds = 10;

/** Seconds between two looks at the users of the running server. */
const watchSeconds = 5;

/**
 * What the credential loader runs. It composes the users, proves the files with a throw-away server, puts them into the
 * `conf` volume, makes the running server load them, sees that it did, and then watches: when the server's users
 * are no longer those of the file it ends with an error, which is how Pulumi's refresh comes to see it.
 *
 * Each line it prints starts with `start`, `ready:` or `error:`.
 */
export const loaderScript = `set -euf
umask 077
conf=/data
check=/tmp/check
users=/tmp/users.acl
late=$conf/overlap-until
started=0
trap 'exit 0' TERM INT

pause() { sleep "$1" & wait $!; }
# Docker removes the container at its end: it stays long enough for its message to be read.
fail() { echo "error: $*"; pause ${lingerSeconds}; exit 1; }
cli() { REDISCLI_AUTH=$(cat ${inbox}/ops-password) redis-cli --user ${opsUser} "$@" 2>&1; }
server() { cli -h ${serverAlias} -p ${containerPort} "$@"; }
put() { name=$(basename "$1"); cp "$1" "$conf/.$name.new"; chmod 400 "$conf/.$name.new"; mv -f "$conf/.$name.new" "$conf/$name"; }
# The hashes of the application's password in the file of users, the current one first.
hashes() { grep '^user default ' "$1" 2>/dev/null | tr ' ' '\\n' | grep '^#' || true; }

# The users to apply: until an overlap ends, the password that was active before stays behind the new one.
compose() {
  cp ${inbox}/users.acl "$users"
  new=$(hashes "$users")
  active=$(hashes "$conf/users.acl" | head -n 1)
  previous=$(hashes "$conf/users.acl" | grep -vxF "$new" | head -n 1)
  if [ "$(cat ${inbox}/strategy)" = SET ]; then
    # Nobody can have the new password yet if it was never applied: then its overlap begins only now.
    [ -z "$active" ] || [ "$active" = "$new" ] || echo $(($(date +%s) + $(cat ${inbox}/grace-seconds))) > "$late"
    [ -e "$late" ] && [ "$(date +%s)" -lt "$(cat "$late")" ] || { rm -f "$late"; return 0; }
  fi
  [ -z "$previous" ] || sed "s/^user default on $new /&$previous /" ${inbox}/users.acl > "$users"
}

# Redis lists the rules of a user in no order: sorted words make two lists comparable.
normal() { while read -r line; do printf '%s\\n' $line | sort | tr '\\n' ' '; echo; done | sort; }

# A server that starts with the new files, and lets the ops user in, is the only full proof of them.
prove() {
  rm -rf "$check"; mkdir "$check"; cp "$users" "$check/users.acl"
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
  listed=$(server acl list) || { echo absent; return; }
  case "$listed" in
    "user "*) if [ "$(echo "$listed" | normal)" = "$(cat /tmp/expected)" ]; then echo same; else echo differs; fi ;;
    *refused*|*resolve*|*"not known"*|*"No address"*|*unreachable*|*closed*|*reset*) echo absent ;;
    LOADING*|BUSY*|MASTERDOWN*) echo busy ;;
    *) echo "$listed" ;;
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

apply() {
  compose
  prove
  put ${inbox}/redis.conf
  put ${inbox}/ops-password
  put "$users"
  applied=1
  load || applied=0
}

echo start
hostname > "$conf/loader"
apply
if [ "$applied" = 1 ]; then echo "ready: the running server has loaded the users"; else echo "ready: stored for the next start of the server"; fi

while :; do
  pause ${watchSeconds}
  # A deployment that was killed may have left this loader behind, unknown to Pulumi.
  [ "$(cat "$conf/loader")" = "$(hostname)" ] || exit 0
  [ ! -e "$late" ] || [ "$(date +%s)" -lt "$(cat "$late")" ] || { apply; echo "ready: the late overlap has ended"; }
  case "$(compare)" in
    same) applied=1 ;;
    absent|busy) ;;
    # A server that was starting while the file was written may have read the one before.
    differs) if [ "$applied" = 0 ] && load; then applied=1; else fail "the server's users are not those of the stack; 'pulumi up --refresh' restores them"; fi ;;
    *) fail "the server does not let the ops user in; 'pulumi up --refresh' tries again" ;;
  esac
done
`;
