import { networkInterfaces } from "node:os";
import { knock } from "../attack";
import { type Check, onDocker, Unchecked, verdictOf } from "../check";

const loopback = "127.0.0.1";

/** Tried from outside, and read from Docker: a firewall of this machine may hide from it what others see. */
export const otherAddresses: Check = {
  id: "other-addresses",
  title: "only 127.0.0.1 of this machine leads to it",
  applies: onDocker,
  async run(context) {
    const { port } = context.component;
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      // A link-local address means nothing without its interface.
      .filter(({ address, scopeid }) => address !== loopback && !scopeid)
      .map(({ address }) => address);
    const knocks = await Promise.all(addresses.map((host) => knock({ host, port, tls: false })));
    const open = addresses.filter((_, index) => knocks[index]?.open);

    const bindings = Object.values((await context.server()).NetworkSettings.Ports).flatMap(
      (list) => list ?? [],
    );
    if (bindings.length === 0) {
      throw new Unchecked("the container publishes no port");
    }
    const wrong = bindings.filter(({ HostIp }) => HostIp !== loopback);
    return verdictOf(
      [
        ...open.map((address) => `${address}:${port} accepts connections`),
        ...wrong.map(({ HostIp, HostPort }) => `it is published on ${HostIp || "every address"}:${HostPort}`),
      ],
      `${addresses.length} other addresses refuse`,
    );
  },
};
