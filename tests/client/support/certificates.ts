import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";

/** An authority, and what it signed for a server, all in PEM. */
export interface Certificates {
  ca: string;
  certificate: string;
  key: string;
}

const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** A new authority and a certificate of it for the given names, such as `DNS:redis.test` or `IP:127.0.0.1`. */
export async function certificatesFor(...names: string[]): Promise<Certificates> {
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-certificates-"));
  const openssl = (...args: string[]) => execa("openssl", args, { cwd: folder });
  try {
    writeFileSync(join(folder, "names"), `subjectAltName=${names.join(",")}\n`);
    await openssl(
      "req",
      "-x509",
      ...key,
      "-days",
      "2",
      "-subj",
      "/CN=test CA",
      "-keyout",
      "ca.key",
      "-out",
      "ca",
    );
    await openssl("req", "-new", ...key, "-subj", "/CN=server", "-keyout", "key", "-out", "request");
    const signed = ["-in", "request", "-CA", "ca", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"];
    await openssl("x509", "-req", ...signed, "-extfile", "names", "-out", "certificate");
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    return { ca: read("ca"), certificate: read("certificate"), key: read("key") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
