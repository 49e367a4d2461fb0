import ora from "ora";
import pc from "picocolors";
import { Mask } from "./mask";

/** Where a command's text goes; all of it passes the mask first. */
export interface Streams {
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  stderr: NodeJS.WritableStream & { isTTY?: boolean };
}

/** What a command says: results on stdout, the rest on stderr. */
export class Output {
  readonly mask = new Mask();

  constructor(private readonly streams: Streams = process) {}

  /** A result. */
  print(text: string): void {
    this.streams.stdout.write(`${this.mask.text(text)}\n`);
  }

  /** A result for programs; `line` puts it on one, for those that come one after another. */
  json(value: unknown, line = false): void {
    this.print(JSON.stringify(value, null, line ? undefined : 2));
  }

  /** A line to the person, which is no result. */
  say(line: string): void {
    this.streams.stderr.write(`${this.mask.text(`secure-redis: ${line}`)}\n`);
  }

  /** Shows on a terminal what is under way; `quiet` shows nothing. Call the function that it gives to change the text. */
  async progress<T>(text: string, work: (tell: (text: string) => void) => Promise<T>): Promise<T> {
    const spinner = ora({
      text: this.mask.text(text),
      stream: this.streams.stderr,
      isSilent: this.streams.stderr.isTTY !== true,
      // It would take Ctrl-C from the terminal and from the commands that run meanwhile.
      discardStdin: false,
    }).start();
    try {
      return await work((now) => {
        spinner.text = this.mask.text(now);
      });
    } finally {
      spinner.stop();
    }
  }

  /** Colours for stdout, none where it is no terminal. */
  get colours(): ReturnType<typeof pc.createColors> {
    const wanted = process.env.FORCE_COLOR !== undefined || this.streams.stdout.isTTY === true;
    return pc.createColors(wanted && !process.env.NO_COLOR);
  }
}
