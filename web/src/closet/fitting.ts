import { type ReadonlySignal, signal } from '@preact/signals';
import type { Outfit } from '../wire/types';
import { type Recipe, spelled } from './recipe';

/** A look tried on: what the server calls it, and its drawing. */
export interface Fitted<Drawing> {
  recipe: Recipe;
  outfit: Outfit;
  drawing: Drawing;
}

export interface FittingNeeds<Drawing> {
  fit(recipe: Recipe, signal: AbortSignal): Promise<Outfit>;
  draw(outfit: Outfit, signal: AbortSignal): Promise<Drawing>;
  /** Lets go of a drawing that nobody will be shown again. */
  drop(drawing: Drawing): void;
  /** The newest look could not be fitted; the one before is still shown. */
  failed(error: unknown): void;
}

/** Milliseconds a change waits for the next: somebody who drags through colours is asked for the last. */
export const settling = 80;
/** So many drawings are kept, so that undoing and redoing is instant. */
const kept = 8;

/** The fitting room: shows the newest look as soon as it is drawn, and the one before until then. */
export class Fitting<Drawing> {
  private readonly last = signal<Fitted<Drawing> | undefined>(undefined);
  private readonly waiting = signal(false);
  private readonly known = new Map<string, Fitted<Drawing>>();
  private wanted: string | undefined;
  private abort = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly needs: FittingNeeds<Drawing>) {}

  /** What is shown. */
  get shown(): ReadonlySignal<Fitted<Drawing> | undefined> {
    return this.last;
  }

  /** Whether a newer look than the one shown is on its way. */
  get busy(): ReadonlySignal<boolean> {
    return this.waiting;
  }

  /** Tries a look on, instead of any other that is on its way. */
  try(recipe: Recipe): void {
    if (!this.begin(recipe)) return;
    const { signal } = this.abort;
    this.timer = setTimeout(() => void this.fetch(recipe, signal), settling);
  }

  /** Shows a look that the server knows already. */
  put(recipe: Recipe, outfit: Outfit): void {
    if (this.begin(recipe)) void this.fetch(recipe, this.abort.signal, outfit);
  }

  /** Gives up what is on its way; false when the look is the one shown or asked for. */
  private begin(recipe: Recipe): boolean {
    const key = spelled(recipe);
    if (key === this.wanted) return false;
    this.cancel();
    this.wanted = key;
    const known = this.known.get(key);
    if (known) this.show(known);
    this.waiting.value = !known;
    return !known;
  }

  /** Draws what is shown anew, for instance finer; what is kept is forgotten. */
  async redraw(): Promise<void> {
    const shown = this.last.peek();
    for (const [key, fitted] of this.known) if (fitted !== shown) this.forget(key, fitted);
    if (!shown) return;
    const { signal } = this.abort;
    try {
      const drawing = await this.needs.draw(shown.outfit, signal);
      if (signal.aborted || this.last.peek() !== shown) this.needs.drop(drawing);
      else this.show({ ...shown, drawing });
    } catch {
      // What is shown can still be seen.
    }
  }

  /** Nothing known is true any more; what is shown stays until it was tried on again. */
  forgetAll(): void {
    this.cancel();
    const shown = this.last.peek();
    for (const [key, fitted] of this.known) {
      this.known.delete(key);
      if (fitted !== shown) this.needs.drop(fitted.drawing);
    }
  }

  close(): void {
    this.cancel();
    const shown = this.last.peek();
    for (const [key, fitted] of this.known) if (fitted !== shown) this.forget(key, fitted);
    this.last.value = undefined;
    if (shown) this.needs.drop(shown.drawing);
  }

  private async fetch(recipe: Recipe, signal: AbortSignal, known?: Outfit): Promise<void> {
    try {
      const outfit = known ?? (await this.needs.fit(recipe, signal));
      const drawing = await this.needs.draw(outfit, signal);
      if (signal.aborted) this.needs.drop(drawing);
      else this.show({ recipe, outfit, drawing });
    } catch (error) {
      if (signal.aborted) return;
      this.wanted = undefined;
      this.waiting.value = false;
      this.needs.failed(error);
    }
  }

  private show(fitted: Fitted<Drawing>): void {
    const key = spelled(fitted.recipe);
    const before = this.last.peek();
    this.known.delete(key);
    this.known.set(key, fitted);
    this.last.value = fitted;
    this.waiting.value = false;
    if (before && ![...this.known.values()].includes(before)) this.needs.drop(before.drawing);
    for (const [old, one] of this.known) if (this.known.size > kept && one !== fitted) this.forget(old, one);
  }

  private forget(key: string, fitted: Fitted<Drawing>): void {
    this.known.delete(key);
    this.needs.drop(fitted.drawing);
  }

  private cancel(): void {
    clearTimeout(this.timer);
    this.abort.abort();
    this.abort = new AbortController();
    this.wanted = undefined;
    this.waiting.value = false;
  }
}
