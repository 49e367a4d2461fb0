import { maskedText } from "../client/mask";

/** Takes secrets out of everything that is printed. It forgets none, unlike the client's, which runs for months. */
export class Mask {
  readonly #secrets = new Set<string>();

  /** Remembers secrets; an empty one counts for nothing. */
  add(...secrets: string[]): void {
    for (const secret of secrets.filter((text) => text !== "")) {
      this.#secrets.add(secret);
    }
  }

  /** The text with three stars for each secret, and for the password of each URL. */
  text(text: string): string {
    return maskedText(text, this.#secrets);
  }
}
