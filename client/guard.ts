import { EventEmitter } from "node:events";
import { guarded, type Passage, whileBlocked } from "./passage";
import { guardTransaction } from "./transaction";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Members that send nothing, or that have to work without a connection. */
const free = new Set<PropertyKey>([
  ...Object.getOwnPropertyNames(EventEmitter.prototype),
  ...["Multi", "connect", "destroy", "disconnect", "duplicate", "createPool", "legacy", "ref", "unref"],
  ...["getPubSubListeners", "scanIterator", "hScanIterator", "hScanValuesIterator", "hScanNoValuesIterator"],
  ...["sScanIterator", "zScanIterator", "resetIfDirty", "setDirtyWatch"],
]);

const views = /^(asap|with[A-Z]\w*)$/;

const blocking = /^(b[lrz]\w*|xread(group)?|wait(aof)?)$/i;

/** The same client, every command of which waits for a connection and fails with the passage's errors. */
export function guard<T extends object>(client: T, passage: Passage): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === "close") {
        return () => passage.close();
      }
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== "function" || typeof key === "symbol" || key.startsWith("_") || free.has(key)) {
        return member;
      }
      const method = member as Method;
      if (key === "multi" || key === "MULTI") {
        return () => guardTransaction(Reflect.apply(method, receiver, []) as object, passage);
      }
      if (views.test(key)) {
        return (...args: unknown[]) => guard(Reflect.apply(method, receiver, args) as object, passage);
      }
      return (...args: unknown[]) => {
        const name = key === "sendCommand" && Array.isArray(args[0]) ? String(args[0][0]) : key;
        const send = () => Reflect.apply(method, receiver, args);
        return guarded(passage, blocking.test(name) ? () => whileBlocked(passage, send) : send);
      };
    },
  });
}
