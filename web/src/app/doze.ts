import type { Expression, Millis, PersonView } from '../wire/types';

/** So long without a hand on the page, or with the page hidden, and one falls asleep. */
export const dozesAfter = 5 * 60_000;
/** A command has been answered by then, or never is. */
const answerTakes = 10_000;

export interface DozeNeeds {
  /** Oneself, as long as commands reach the room. */
  self(): PersonView | undefined;
  express(name: Expression): void;
}

/**
 * Falls asleep for whoever is away, and wakes them when they are back. Whoever chose to sleep sleeps on under a moving
 * hand: only what they do wakes them, and the room sees to that.
 */
export class Doze {
  /** Asleep not by choice. Whoever is found asleep by a fresh page has just come back to it. */
  private dozing = true;
  private askedAt: Millis = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly needs: DozeNeeds,
    private touchedAt: Millis,
  ) {}

  /** A hand on the page, the page hidden or shown, or something of one's own in the room. */
  touched(now: Millis): void {
    this.touchedAt = now;
    if (!this.dozing) return;
    const self = this.needs.self();
    if (!self) return;
    const asleep = self.doing === 'sleep';
    if (!asleep && now - this.askedAt < answerTakes) return;
    this.dozing = false;
    if (asleep) this.needs.express((self.expression ?? 'neutral') as Expression);
  }

  /** Called now and then. */
  tick(now: Millis): void {
    if (now - Math.max(this.touchedAt, this.askedAt) < dozesAfter) return;
    const self = this.needs.self();
    if (!self || self.doing) return;
    this.askedAt = now;
    this.dozing = true;
    this.needs.express('sleep');
  }
}
