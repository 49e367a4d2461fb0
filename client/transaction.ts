import { guarded, type Passage } from "./passage";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A MULTI or pipeline whose sending passes as a command does; until then it only collects. */
export function guardTransaction<T extends object>(transaction: T, passage: Passage): T {
  const proxy: T = new Proxy(transaction, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function" || typeof key === "symbol") {
        return member;
      }
      const method = member as Method;
      // Its methods read private fields, which a proxy has not.
      return (...args: unknown[]) => {
        const call = () => Reflect.apply(method, target, args);
        if (/^exec/i.test(key)) {
          return guarded(passage, call);
        }
        const result = call();
        return result === target ? proxy : result;
      };
    },
  });
  return proxy;
}
