const stars = "***";

/** The user's part of a URL, as far as its password. */
const userInfo = /(\w+:\/\/[^\s:/?#@]*:)[^\s@/]*@/g;

/** Takes secrets out of everything that is printed. It forgets none, unlike the client's, which runs for months. */
export class Mask {
  readonly #spellings = new Set<string>();

  /** Remembers secrets, as they are and as URLs and JSON write them; an empty one counts for nothing. */
  add(...secrets: string[]): void {
    for (const secret of secrets.filter((text) => text !== "")) {
      this.#spellings.add(secret);
      this.#spellings.add(encodeURIComponent(secret));
      this.#spellings.add(JSON.stringify(secret).slice(1, -1));
    }
  }

  /** The text with three stars for each secret, and for the password of each URL. */
  text(text: string): string {
    // The longest first: one secret may be the beginning of another.
    const known = [...this.#spellings].sort((a, b) => b.length - a.length);
    return known
      .reduce((rest, secret) => rest.replaceAll(secret, stars), text)
      .replace(userInfo, `$1${stars}@`);
  }
}
