import { batch, type Signal, signal } from '@preact/signals';
import type { LineView, VisitorID } from '../wire/types';
import type { Spot } from '../world/scene';

export type Panel = 'log' | 'people' | 'map' | 'wears' | 'settings';

/** The finger that opened the wheel and has not let go, where it went down. */
export interface Held {
  at: Spot;
}

/** The open camera: what is to be written on a photo, and how far it is. */
export interface Finder {
  names: boolean;
  /** What is said to all. */
  bubbles: boolean;
  /** The photo is taken, and lies over the room. */
  taken: boolean;
}

/** A dialog of the house: a report, one's account, or what staff has to say. */
export type Desk =
  | { kind: 'report'; who: VisitorID; name: string; line?: LineView }
  | { kind: 'account' }
  | { kind: 'signIn' }
  | { kind: 'reset' | 'operator'; secret: string }
  | { kind: 'measures' };

/** What is open on the screen: the state of the controls, nothing of the room. */
export class Screen {
  readonly panel: Signal<Panel | undefined> = signal(undefined);
  /** Whose menu is open, and where; opened on a line, it is about that. */
  readonly menu: Signal<{ who: VisitorID; at: Spot; line?: LineView } | undefined> = signal(undefined);
  /** What one has to do with the house. */
  readonly desk: Signal<Desk | undefined> = signal(undefined);
  /** Whose clothes the panel tells of. */
  readonly wearer: Signal<VisitorID | undefined> = signal(undefined);
  readonly palette: Signal<boolean> = signal(false);
  /** The wheel of gestures is open. */
  readonly wheel: Signal<{ held?: Held } | undefined> = signal(undefined);
  /** Where a finger rests on oneself; if it stays, the wheel opens. */
  readonly resting: Signal<Spot | undefined> = signal(undefined);
  /** The camera, while it is open. */
  readonly finder: Signal<Finder | undefined> = signal(undefined);
  /** The one the next line is whispered to. */
  readonly whisperTo: Signal<VisitorID | undefined> = signal(undefined);
  readonly toast: Signal<{ text: string; key: number } | undefined> = signal(undefined);
  /** Pixels at the bottom of the window covered by a keyboard. */
  readonly keyboard: Signal<number> = signal(0);
  /** Height of the chat bar with its margins. */
  readonly barHeight: Signal<number> = signal(0);
  /** Whether the page is seen at all. */
  readonly seen: Signal<boolean> = signal(!document.hidden);
  readonly width: Signal<number> = signal(innerWidth);

  toggle(panel: Panel): void {
    this.panel.value = this.panel.peek() === panel ? undefined : panel;
  }

  /** Tells what somebody wears, and who drew it. */
  showWears(who: VisitorID): void {
    batch(() => {
      this.menu.value = undefined;
      this.wearer.value = who;
      this.panel.value = 'wears';
    });
  }

  openWheel(held?: Held): void {
    batch(() => {
      this.menu.value = undefined;
      this.palette.value = false;
      this.resting.value = undefined;
      this.wheel.value = held ? { held } : {};
    });
  }

  /** Says something for a few seconds. */
  say(text: string): void {
    this.toast.value = { text, key: (this.toast.peek()?.key ?? 0) + 1 };
  }

  /** Closes what is on top; false when nothing was open. */
  closeTop(): boolean {
    const top = [this.finder, this.wheel, this.menu, this.palette, this.whisperTo].find((s) => s.peek());
    if (top === this.palette) this.palette.value = false;
    else if (top) (top as Signal<unknown>).value = undefined;
    return top !== undefined;
  }

  reset(): void {
    batch(() => {
      this.finder.value = undefined;
      this.menu.value = undefined;
      this.palette.value = false;
      this.wheel.value = undefined;
      this.resting.value = undefined;
      this.whisperTo.value = undefined;
    });
  }
}

/** Below this width the window is a phone's. */
export const phoneWidth = 700;
/** From this width on a panel stands beside the room instead of over it. */
export const dockWidth = 1100;
