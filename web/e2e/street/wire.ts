import type { CDPSession, Page } from 'playwright-core';

/** A request as it went over the network. */
export interface Sent {
  url: string;
  method: string;
  /** Bytes received, encoded and with headers; 0 while it lasts. */
  bytes: number;
}

/** Records what a page receives from the network (answers, chunks of streams, frames of sockets) and what it sends. */
export class Wire {
  readonly sent = new Map<string, Sent>();
  /** Bodies and frames that the page sent. */
  readonly said: string[] = [];
  private readonly pieces: string[] = [];
  private readonly pending = new Set<Promise<void>>();

  private constructor(private readonly cdp: CDPSession) {}

  static async record(page: Page): Promise<Wire> {
    const cdp = await page.context().newCDPSession(page);
    const wire = new Wire(cdp);
    cdp.on('Network.requestWillBeSent', ({ requestId, request: { url, method, postData } }) => {
      if (postData) wire.said.push(postData);
      if (/^https?:/.test(url)) wire.sent.set(requestId, { url, method, bytes: 0 });
    });
    cdp.on('Network.webSocketCreated', ({ requestId, url }) => {
      wire.sent.set(requestId, { url, method: 'GET', bytes: 0 });
    });
    cdp.on('Network.webSocketFrameSent', ({ response }) => wire.said.push(response.payloadData));
    cdp.on('Network.webSocketFrameReceived', ({ response }) => wire.pieces.push(response.payloadData));
    cdp.on('Network.requestServedFromCache', ({ requestId }) => wire.sent.delete(requestId));
    cdp.on('Network.responseReceived', ({ requestId, response }) => {
      if (response.fromDiskCache) wire.sent.delete(requestId);
      if (response.mimeType === 'text/event-stream') wire.wait(wire.stream(requestId));
    });
    cdp.on('Network.dataReceived', ({ data }) => {
      if (data) wire.pieces.push(Buffer.from(data, 'base64').toString());
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const sent = wire.sent.get(requestId);
      if (!sent) return;
      sent.bytes = encodedDataLength;
      wire.wait(wire.body(requestId));
    });
    await cdp.send('Network.enable');
    return wire;
  }

  /** All text received so far. */
  async heard(): Promise<string> {
    await Promise.all(this.pending);
    return this.pieces.join('\n');
  }

  private wait(work: Promise<void>): void {
    const quiet = work.finally(() => this.pending.delete(quiet));
    this.pending.add(quiet);
  }

  private async stream(requestId: string): Promise<void> {
    const { bufferedData } = await this.cdp.send('Network.streamResourceContent', { requestId });
    this.pieces.push(Buffer.from(bufferedData, 'base64').toString());
  }

  private async body(requestId: string): Promise<void> {
    const { body, base64Encoded } = await this.cdp.send('Network.getResponseBody', { requestId });
    this.pieces.push(base64Encoded ? Buffer.from(body, 'base64').toString() : body);
  }
}
