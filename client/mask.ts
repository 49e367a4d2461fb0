import { types } from "node:util";

/** Stands for a password wherever one must not be seen. */
const stars = "***";

/** Passwords that are remembered; enough for whatever is still under way with one of them. */
const remembered = 100;

/** How deep an error's properties and causes are looked through. */
const depth = 6;

const userInfo = /(\w+:\/\/[^\s:/?#@]*:)[^\s@/]*@/g;

/** The text with three stars for each secret, as it is and as URLs and JSON write it, and for the password of each URL. */
export function maskedText(text: string, secrets: Iterable<string>): string {
  // The longest first: one secret may be the beginning of another.
  const known = [...secrets].flatMap(spellings).sort((a, b) => b.length - a.length);
  return known
    .reduce((rest, secret) => rest.replaceAll(secret, stars), text)
    .replace(userInfo, `$1${stars}@`);
}

/** Takes passwords, those of now and before, out of texts and errors. */
export class Mask {
  readonly #passwords = new Set<string>();

  /** Remembers a password as it is and as URLs and JSON write it. */
  add(password: string | undefined): void {
    if (!password) {
      return;
    }
    // Deleted first: a password that comes again is the newest again.
    this.#passwords.delete(password);
    this.#passwords.add(password);
    const [oldest] = this.#passwords;
    if (this.#passwords.size > remembered && oldest !== undefined) {
      this.#passwords.delete(oldest);
    }
  }

  /** The text with every known password, and the password of every URL, as three stars. */
  text(text: string): string {
    return maskedText(text, this.#passwords);
  }

  /** The same error, masked in place: message, stack, causes and all other properties. */
  error<T>(error: T): T {
    this.#scrub(error, depth, new Set());
    return error;
  }

  #scrub(value: unknown, levels: number, seen: Set<object>): void {
    if (!isSearched(value) || levels === 0 || seen.has(value)) {
      return;
    }
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const property: unknown = Reflect.get(value, key);
      if (typeof property === "string") {
        const masked = this.text(property);
        if (masked !== property) {
          Reflect.set(value, key, masked);
        }
      } else {
        this.#scrub(property, levels - 1, seen);
      }
    }
  }
}

/** Errors and what they are made of; anything else, a socket say, is shared with others and stays as it is. */
function isSearched(value: unknown): value is object {
  return types.isNativeError(value) || Array.isArray(value) || isPlain(value);
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Name, message, code and stack of an error that comes from elsewhere. Its other properties may be somebody's
 * settings, to be neither shown nor changed.
 */
export function bareError(error: unknown): Error {
  const { name, message, stack, code }: Error & { code?: unknown } = types.isNativeError(error)
    ? error
    : new Error(String(error));
  return Object.assign(new Error(message), { name, stack }, code === undefined ? {} : { code });
}

function spellings(password: string): string[] {
  return [...new Set([password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1)])];
}
