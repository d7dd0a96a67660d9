import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Blocked = 'sockets' | 'streams';

/** A middlebox as found in offices: it passes plain requests, and refuses what lasts. */
export class Middlebox {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(target: string, blocked: readonly Blocked[]): Promise<Middlebox> {
    const server = createServer((incoming, outgoing) => {
      const stream = incoming.headers.accept === 'text/event-stream';
      if (stream && blocked.includes('streams')) outgoing.writeHead(502).end('<h1>Bad Gateway</h1>');
      else pass(target, incoming, outgoing);
    });
    // Without a listener node answers an upgrade as a plain request, as such a box does.
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Middlebox(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }
}

function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const { connection: _, upgrade: __, ...rest } = headers;
  const onward = request(target + url, { method: method ?? 'GET', headers: rest }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
