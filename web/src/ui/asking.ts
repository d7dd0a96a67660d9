import { type Signal, signal } from '@preact/signals';
import type { VisitorID } from '../wire/types';

const key = 'yokocho.photos.asked';
/** So long the question stands, unless somebody is about to answer it. */
export const stands = 20_000;

/** Somebody who takes a photo. */
export interface Photographer {
  who: VisitorID;
  name: string;
}

/**
 * The question whether one may be in others' photos: put once in this browser, and gone by itself. Whoever does not answer
 * is a silhouette, and finds the question in the settings.
 */
export class Asking {
  /** Who asks, while the question stands. */
  readonly by: Signal<Photographer | undefined> = signal(undefined);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

  /** Puts the question, if it is still open and the page is seen: unseen, it would be gone before anybody could answer. */
  ask(by: Photographer, now: { answered: boolean; seen: boolean }): void {
    if (now.answered || !now.seen || this.by.peek() || this.storage.getItem(key)) return;
    this.by.value = by;
    this.wait();
  }

  /** Somebody is at the question: it does not go. */
  hold(): void {
    clearTimeout(this.timer);
  }

  /** They are not any more: it stands for a while again. */
  wait(): void {
    this.hold();
    this.timer = setTimeout(() => this.close(), stands);
  }

  /** Answered, or left unanswered: it is not put again. */
  close(): void {
    this.hold();
    this.by.value = undefined;
    this.storage.setItem(key, '1');
  }
}
