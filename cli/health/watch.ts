import { heeding } from "../interrupt";

/** Does `work` now and again `seconds` after each time, until Ctrl-C or a signal to end. A second Ctrl-C ends at once. */
export async function every(seconds: number, work: () => Promise<void>): Promise<void> {
  let stopped = false;
  let wake = () => {};
  const stop = () => {
    stopped = true;
    wake();
  };
  await heeding(stop, async () => {
    while (!stopped) {
      await work();
      if (!stopped) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, seconds * 1000);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  });
}
