import { evictionPolicy, input, matching, oneOf, type Rules, truth, wholeNumber } from "../rule";

// https://github.com/distribution/reference: [host[:port]/]path[:tag][@digest]
export const imageReference = matching(
  /^(?=.{1,512}$)([a-zA-Z0-9]+((?:\.|-+)[a-zA-Z0-9]+)*(:\d+)?\/)?[a-z0-9]+((?:\.|_{1,2}|-+|\/)[a-z0-9]+)*(:\w[\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
  "an image reference such as redis:7-alpine or redis@sha256:<64 hex digits>",
);

/** Rules of the docker settings. */
export const dockerRules: Rules = {
  image: input(imageReference),
  port: wholeNumber(1, 65535),
  bindAddress: oneOf("127.0.0.1"),
  memory: wholeNumber(32, 1048576),
  maxmemory: wholeNumber(8, 1048575),
  maxmemoryPolicy: evictionPolicy,
  persistence: truth,
  keepData: truth,
  dataVolume: matching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/, "the name of a Docker volume"),
  restart: oneOf("unless-stopped", "on-failure"),
};
