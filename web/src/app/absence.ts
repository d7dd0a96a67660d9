import type { LineView, Millis } from '../wire/types';

/** Absences shorter than that are not spoken of. */
export const worthTelling = 10_000;
const key = 'yokocho.seen.';

/**
 * When one was last here with eyes on the room: not while the connection is gone or the page is hidden. Kept in the
 * browser, so that it also spans a closed page.
 */
export class Absence {
  private since: Millis | undefined;

  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly room: string,
  ) {
    const seen = Number(storage.getItem(key + room));
    this.since = seen > 0 ? seen : undefined;
  }

  /** One went: the first of several reasons counts. */
  away(now: Millis): void {
    this.since ??= now;
    this.storage.setItem(key + this.room, String(this.since));
  }

  /** One is back: since when was one away, if it is worth telling? */
  back(now: Millis): Millis | undefined {
    const { since } = this;
    this.since = undefined;
    return since !== undefined && now - since >= worthTelling ? since : undefined;
  }

  /** Whether an earlier absence still waits to be told. */
  get pending(): boolean {
    return this.since !== undefined;
  }
}

/** The instant of the newest line, or 0. */
export function newestAt(lines: readonly LineView[]): Millis {
  return lines.at(-1)?.at ?? 0;
}
