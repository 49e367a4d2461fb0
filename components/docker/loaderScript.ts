import { opsUser } from "../acl";
import { containerPort } from "./redisConf";

/** Folder of the loader's container that the files to apply are uploaded into. */
export const inbox = "/loader";

/** Name of the server on the stack's own network. */
export const serverAlias = "secure-redis-server";

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
trap 'exit 0' TERM INT

pause() { sleep "$1" & wait $!; }
# Docker removes the container at its end: it stays long enough for its message to be read.
fail() { echo "error: $*"; pause ${lingerSeconds}; exit 1; }
cli() { REDISCLI_AUTH=$(cat ${inbox}/ops-password) redis-cli --user ${opsUser} "$@" 2>&1; }
server() { cli -h ${serverAlias} -p ${containerPort} "$@"; }
put() { name=$(basename "$1"); cp "$1" "$conf/.$name.new"; chmod 400 "$conf/.$name.new"; mv -f "$conf/.$name.new" "$conf/$name"; }
# The hashes of the application's password in the file of users, the current one first.
hashes() { grep '^user default ' "$1" 2>/dev/null | tr ' ' '\\n' | grep '^#' || :; }
# Who there is and by which passwords, in any order: how Redis writes the rules depends on its version.
logins() { grep -oE '^user [^ ]+|#[0-9a-f]+' "$1" | sort; }

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
  else
    rm -f "$late"
  fi
  [ -z "$previous" ] || sed "s/^user default on $new /&$previous /" ${inbox}/users.acl > "$users"
}

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

# Only these two mean that there is no server: it will read the files when it starts.
absent() { case "$1" in *"onnection refused"*|*resol*|*"not known"*|*"No address"*) return 0 ;; esac; return 1; }

# Prints absent, busy, same, or differs: how the running server's users stand to those that were loaded or proven.
compare() {
  listed=$(server acl list) || :
  ! absent "$listed" || { echo absent; return; }
  case "$listed" in
    "user "*) listed=$(echo "$listed" | normal) ;;
    LOADING*|BUSY*|MASTERDOWN*|*"not connect"*|*closed*|*reset*|*timed*|"") echo busy; return ;;
    *) echo "$listed"; return ;;
  esac
  for known in /tmp/loaded /tmp/proven; do
    [ ! -e $known ] || [ "$listed" != "$(cat $known)" ] || { echo same; return; }
  done
  echo differs
}

# Tells whether the running server has loaded the users; 1 when there is no server.
load() {
  for attempt in $(seq 150); do
    reply=$(server acl load) || :
    ! absent "$reply" || return 1
    case "$reply" in
      OK)
        server acl list > /tmp/loaded.raw
        [ "$(logins /tmp/loaded.raw)" = "$(logins /tmp/proven.raw)" ] || fail "the server's users differ after loading"
        normal < /tmp/loaded.raw > /tmp/loaded
        return 0 ;;
      LOADING*|BUSY*|*"not connect"*|*closed*|*reset*|*timed*|"") pause 0.2 ;;
      *) fail "the running server refused the new users: $reply; a restart of its container makes it read them" ;;
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
    *) fail "the server does not let the ops user in; restart its container, then 'pulumi up --refresh'" ;;
  esac
done
`;
