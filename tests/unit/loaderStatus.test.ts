import { type LoaderStatus, loaderStatus } from "../../components/docker/loaderStatus";

const working: LoaderStatus = { state: "working" };
const ready: LoaderStatus = { state: "ready" };
const failed = (message: string): LoaderStatus => ({ state: "failed", message });

test.each<[string, string[], LoaderStatus]>([
  ["nothing yet", [], working],
  ["just started", ["start"], working],
  ["chatter", ["start", "hello", ""], working],
  ["loaded", ["start", "ready: loaded"], ready],
  ["stored", ["start", "chatter", "ready: stored", "chatter"], ready],
  ["failed", ["start", "error: no"], failed("no")],
  ["a message with a colon", ["start", "error: a: b"], failed("a: b")],
  ["failed after it was ready", ["start", "ready: x", "error: changed"], failed("changed")],
  ["two errors", ["start", "error: first", "error: second"], failed("first")],
  ["restarted after an error", ["start", "error: old", "start"], working],
  ["ready after an error", ["start", "error: old", "start", "ready: x"], ready],
  ["restarted after it was ready", ["start", "ready: x", "start"], working],
  ["failed after a restart", ["start", "ready: x", "start", "error: new"], failed("new")],
  ["many restarts", ["start", "start", "error: a", "start", "error: b"], failed("b")],
  ["ready, its start out of sight", ["ready: x"], ready],
  ["failed, its start out of sight", ["error: x"], failed("x")],
  ["the words inside a line", ["start", "not ready: x", "an error: x"], working],
  ["the words without their sign", ["start", "ready", "error"], working],
  ["start inside a line", ["start", "ready: x", "starting", "a start"], ready],
])("%s", (_, lines, expected) => {
  expect(loaderStatus(lines)).toEqual(expected);
});
