/** Makes the running server load the users, and compares what it then lists. */
export const load = `
# Who there is and by which passwords, in any order: how Redis writes the rules depends on its version.
logins() { grep -oE '^user [^ ]+|#[0-9a-f]+' "$1" | sort; }
# Only these mean that there is no server: it will read the files when it starts.
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
    reply=$(give)
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
`;
