import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Page } from '../ui/model';
import type { OutfitHash, RoomID } from '../wire/types';

const pages: Readonly<Record<string, Page>> = { closet: 'closet', salon: 'salon', tan: 'tan', look: 'look' };

/** What is kept with an entry of the browser's history. */
interface Entry {
  /** The room behind a page. */
  room?: RoomID;
  /** So many entries back lies the street; absent when the page was opened by its own link. */
  home?: number;
}

type Place = Pick<Location, 'pathname'>;
type Past = Pick<History, 'state' | 'pushState' | 'replaceState' | 'go'>;

/** Where one is by the address: in the street, or on a page that lies over it. The room behind a page stays open. */
export class Route {
  private readonly shown: Signal<Page | undefined> = signal(undefined);
  private readonly behind: Signal<RoomID | undefined> = signal(undefined);
  private readonly shared: Signal<OutfitHash | undefined> = signal(undefined);

  /** `inside` is the room this tab was in before it was loaded anew. */
  constructor(
    private readonly place: Place,
    private readonly past: Past,
    inside: RoomID | undefined,
  ) {
    this.read();
    if (this.shown.peek()) this.behind.value = (this.past.state as Entry | null)?.room ?? inside;
  }

  /** The page over the street. */
  get page(): ReadonlySignal<Page | undefined> {
    return this.shown;
  }

  /** The room that the address asks for; undefined for the first of the street. */
  get room(): ReadonlySignal<RoomID | undefined> {
    return this.behind;
  }

  /** The shared look of page `look`. */
  get look(): ReadonlySignal<OutfitHash | undefined> {
    return this.shared;
  }

  /** One is in another room now. The way back leads out of the street, not from room to room. */
  go(room: RoomID): void {
    this.behind.value = room;
    const { state } = this.past;
    if (this.shown.peek()) this.past.replaceState({ ...(state as Entry | null), room }, '', this.place.pathname);
    else this.past.replaceState(state, '', `/${room}`);
  }

  /** Opens a page. From one room of dressing to the next one goes sideways: the way back stays one step. */
  open(page: Exclude<Page, 'look'>): void {
    const { home } = (this.past.state as Entry | null) ?? {};
    const from = this.shown.peek();
    const sideways = from !== undefined && from !== 'look';
    const further = from === undefined ? 1 : home === undefined ? undefined : home + (sideways ? 0 : 1);
    const entry: Entry = {
      ...(this.behind.peek() && { room: this.behind.peek()! }),
      ...(further !== undefined && { home: further }),
    };
    if (sideways) this.past.replaceState(entry, '', `/${page}`);
    else this.past.pushState(entry, '', `/${page}`);
    this.shown.value = page;
  }

  /** Back to the street: by the browser's own way, if it leads there. */
  close(): void {
    const { home } = (this.past.state as Entry | null) ?? {};
    if (home) {
      this.past.go(-home);
      return;
    }
    this.past.replaceState(null, '', `/${this.behind.peek() ?? ''}`);
    this.shown.value = undefined;
  }

  /** Reads the address: at first, and when the browser went back or forth. */
  read(): void {
    const [first = '', second] = this.place.pathname.split('/').slice(1);
    const page = Object.hasOwn(pages, first) ? pages[first] : undefined;
    this.shared.value = page === 'look' ? second : undefined;
    if (!page) this.behind.value = first || undefined;
    this.shown.value = page;
  }
}
