import { inbox } from "./places";

/** Composes the users to apply from those of the stack and those that the volume has from before. */
export const compose = `
# The hashes of a user's passwords in a file of users, the current one first.
hashes() { grep "^user $1 " "$2" 2>/dev/null | tr ' ' '\\n' | grep '^#' || :; }

# Until the overlap of this user ends, the password that was active before stays behind the new one.
overlap() {
  late=$conf/overlap-until-$1
  new=$(hashes "$1" ${inbox}/users.acl)
  active=$(hashes "$1" "$conf/users.acl" | head -n 1)
  previous=$(hashes "$1" "$conf/users.acl" | grep -vxF "$new" | head -n 1)
  if [ "$2" = SET ]; then
    # Nobody can have the new password yet if it was never applied: then its overlap begins only now.
    [ -z "$active" ] || [ "$active" = "$new" ] || echo $(($(date +%s) + $(cat ${inbox}/grace-seconds))) > "$late"
    [ -e "$late" ] && [ "$(date +%s)" -lt "$(cat "$late")" ] || { rm -f "$late"; return 0; }
  else
    rm -f "$late"
  fi
  [ -z "$previous" ] || sed -i "s/^user $1 on $new /&$previous /" "$users"
}

compose() {
  cp ${inbox}/users.acl "$users"
  while read -r user strategy; do overlap "$user" "$strategy"; done < ${inbox}/strategies
  # A user that is gone leaves no overlap to one of the same name.
  for user in $(ls "$conf" | sed -n 's/^overlap-until-//p'); do
    grep -q "^$user " ${inbox}/strategies || rm -f "$conf/overlap-until-$user"
  done
}

# Whether an overlap that began late has come to its end.
due() {
  while read -r user strategy; do
    [ ! -e "$conf/overlap-until-$user" ] || [ "$(date +%s)" -lt "$(cat "$conf/overlap-until-$user")" ] || return 0
  done < ${inbox}/strategies
  return 1
}
`;
