import { opsUser } from "../acl";
import { compose } from "./loaderScript/compose";
import { give } from "./loaderScript/give";
import { load } from "./loaderScript/load";
import { inbox, serverAlias } from "./loaderScript/places";
import { prove } from "./loaderScript/prove";
import { containerPort } from "./redisConf";

/** Seconds that a loader with an error waits before it ends. */
const lingerSeconds = 10;

/** Seconds between two looks at the users of the running server. */
const watchSeconds = 5;

const basics = `set -euf
umask 077
conf=/data
check=/tmp/check
users=/tmp/users.acl
# There while connections of a default user that has gone off may still be open.
ending=$conf/default-ends
trap 'exit 0' TERM INT

pause() { sleep "$1" & wait $!; }
# Docker removes the container at its end: it stays long enough for its message to be read.
fail() { echo "error: $*"; pause ${lingerSeconds}; exit 1; }
cli() { REDISCLI_AUTH=$(cat ${inbox}/ops-password) redis-cli --user ${opsUser} "$@" 2>&1; }
server() { cli -h ${serverAlias} -p ${containerPort} "$@"; }
put() { name=$(basename "$1"); cp "$1" "$conf/.$name.new"; chmod 400 "$conf/.$name.new"; mv -f "$conf/.$name.new" "$conf/$name"; }
`;

const work = `
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
  ! due || { apply; echo "ready: the late overlap has ended"; }
  case "$(compare)" in
    same) applied=1 ;;
    absent|busy) ;;
    # A server that was starting while the file was written may have read the one before.
    differs) if [ "$applied" = 0 ] && load; then applied=1; else fail "the server's users are not those of the stack; 'pulumi up --refresh' restores them"; fi ;;
    *) fail "the server does not let the ops user in; restart its container, then 'pulumi up --refresh'" ;;
  esac
done
`;

/**
 * What the credential loader runs. It composes the users, proves the files with a throw-away server, puts them into the
 * `conf` volume, makes the running server load them, sees that it did, and then watches: when the server's users
 * are no longer those of the file it ends with an error, which is how Pulumi's refresh comes to see it.
 *
 * Each line it prints starts with `start`, `ready:` or `error:`.
 */
export const loaderScript = basics + compose + prove + give + load + work;
