import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A call to AWS in its query protocol: what was asked for, and with what. */
export interface AwsCall {
  action: string;
  parameters: Record<string, string>;
}

/** Stands between a stack and AWS, hands everything on, and keeps what was asked of ElastiCache. */
export async function recorder(target: string) {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { Action: action, ...parameters } = Object.fromEntries(new URLSearchParams(body.toString()));
    if (action !== undefined) {
      calls.push({ action, parameters });
    }
    const { host: _, "content-length": __, connection: ___, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method,
      headers: headers as Record<string, string>,
      body: body.length > 0 ? new Uint8Array(body) : undefined,
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/xml" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
