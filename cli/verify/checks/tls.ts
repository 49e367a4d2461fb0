import type { PeerCertificate } from "node:tls";
import { connect } from "node:tls";
import { day } from "../../../components/rotation";
import { knock } from "../attack";
import { type Check, fail, onElastiCache, pass, Unchecked } from "../check";
import type { Context } from "../context";

/** Days before its end from which a certificate is too old. */
const margin = 7;

const patience = 5_000;

export const tls: Check = {
  id: "tls",
  title: "TLS only, with a certificate that is verified",
  applies: onElastiCache,
  async run({ component, now }) {
    const { host, port } = component;
    if (!component.tls) {
      return fail("it was deployed without TLS");
    }
    const plain = await knock({ host, port, tls: false });
    if (!plain.open) {
      throw new Unchecked(`it is not reachable from this machine: ${plain.answer}`);
    }
    if (/^[+-]/.test(plain.answer)) {
      return fail("it answers without TLS");
    }
    const { certificate, protocol } = await handshake(component);
    if (!/^TLSv1\.[23]$/.test(protocol)) {
      return fail(`it speaks ${protocol}`);
    }
    const days = Math.floor((Date.parse(certificate.valid_to) - now) / day);
    return days < margin
      ? fail(`the certificate ends at ${certificate.valid_to}`)
      : pass(`${protocol}, certificate for ${host}, ${days} days left`);
  },
};

/** One handshake with certificate and name verified. Throws when either is wrong. */
function handshake({ host, port, caCertificate: ca }: Context["component"]) {
  return new Promise<{ certificate: PeerCertificate; protocol: string }>((resolve, reject) => {
    const socket = connect({ host, port, ca, rejectUnauthorized: true, servername: nameOf(host) }, () => {
      resolve({ certificate: socket.getPeerCertificate(), protocol: socket.getProtocol() ?? "unknown" });
      socket.destroy();
    });
    socket.setTimeout(patience, () => socket.destroy(new Error("the handshake was not answered in time")));
    socket.on("error", ({ message }) => reject(new Error(`the certificate is not verified: ${message}`)));
  });
}

/** SNI takes no addresses. */
function nameOf(host: string): string | undefined {
  return /^[\d.]+$|:/.test(host) ? undefined : host;
}
