import type { Frame, Reply } from '../wire/types';
import type { Carrier, End, Listener } from './carrier';
import { Refused } from './errors';

/** The part of WebSocket that is used. */
export type SocketLike = Pick<
  WebSocket,
  'send' | 'close' | 'readyState' | 'onopen' | 'onmessage' | 'onclose' | 'onerror'
>;

const openWithin = 5000;
/** WebSocket.OPEN: tests have no WebSocket. */
const open = 1;

/** Carries a room's events by WebSocket. */
export function openSocket(
  connect: (url: string) => SocketLike,
  url: string,
  since: string | undefined,
  listener: Listener,
): Carrier {
  const socket = connect(since === undefined ? url : `${url}?since=${encodeURIComponent(since)}`);
  let over = false;
  const finish = (end: End) => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    listener.ended(end);
  };
  const patience = setTimeout(() => {
    finish({ why: 'lost' });
    socket.close();
  }, openWithin);

  socket.onopen = () => {
    clearTimeout(patience);
    if (!over) listener.opened();
  };
  let farewell: { code: string; message: string } | undefined;
  socket.onmessage = ({ data }: MessageEvent) => {
    if (over) return;
    const frame = JSON.parse(String(data)) as Frame | Reply;
    if ('type' in frame && frame.type === 'closing') farewell = frame;
    else listener.frame(frame);
  };
  socket.onclose = ({ code }: CloseEvent) => finish(endOfClose(code, farewell));
  socket.onerror = null; // A close always follows.

  return {
    // What is not sent is repeated by whoever waits for its answer, once the next connection stands.
    send: (frame) => {
      if (socket.readyState === open) socket.send(JSON.stringify(frame));
    },
    close() {
      over = true;
      clearTimeout(patience);
      socket.close();
    },
  };
}

/** 4000-4099 come back, 4100-4199 do not; 4004 is gone; everything else is the network's. */
function endOfClose(code: number, farewell: { code: string; message: string } | undefined): End {
  if (code === 4004) return { why: 'gone' };
  if (code < 4100 || code > 4199) return { why: 'lost' };
  const name = farewell?.code ?? { 4100: 'not_here', 4101: 'unauthenticated' }[code] ?? 'forbidden';
  return { why: 'refused', refusal: new Refused(name, farewell?.message ?? '') };
}
