import type { Refusal, RoomID } from '../wire/types';

/** The server said no: a stable code and its sentence. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
    /** The room to go to. */
    readonly instead?: RoomID,
  ) {
    super(message);
  }

  static from(refusal: Refusal): Refused {
    return new Refused(refusal.code, refusal.message, refusal.retryAfterMs, refusal.instead);
  }
}

/** Nobody answered: no network, no server, or an answer that is not the server's. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}
