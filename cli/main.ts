#!/usr/bin/env node
import { Output } from "./output";
import { runCli } from "./program";

runCli(process.argv.slice(2), new Output()).then((exitCode) => {
  process.exitCode = exitCode;
});
