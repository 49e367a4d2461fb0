import type { Mask } from "./mask";

/** What `console` and the usual loggers have. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The logger, with every line masked first. */
export function maskedLogger(mask: Mask, logger: Logger = silent): Logger {
  return {
    debug: (message) => logger.debug(mask.text(message)),
    info: (message) => logger.info(mask.text(message)),
    warn: (message) => logger.warn(mask.text(message)),
    error: (message) => logger.error(mask.text(message)),
  };
}
