import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Dressed } from '../figure/dressed';
import { Refused, Unreached } from '../net/errors';
import type { Prefs } from '../ui/prefs';
import type { Screen } from '../ui/screen';
import type { Outfit, OutfitHash, OutfitRecipe, Wardrobe, WardrobeItem } from '../wire/types';
import { Draft } from './draft';
import { drawSheet } from './drawing';
import { begin, type Editing, edit, type Step } from './editor';
import { Fitting } from './fitting';
import { Looks } from './looks';
import type { ClosetNeeds } from './needs';
import { type Dressing, shownSlots } from './pages';
import { patiently } from './patience';
import { Rails } from './rails';
import { randomLook } from './random';
import { alike, type Colour, type ItemID, type Recipe, type SlotID } from './recipe';
import { Rules } from './rules';
import { Viewing } from './viewing';
import { en } from './words/en';
import { type ClosetWords, ja } from './words/ja';

/** Everything of one visit to the closet. */
export class Studio {
  readonly wardrobe: Signal<Wardrobe | undefined> = signal(undefined);
  /** The look of page `look`, as it was shared. */
  readonly shared: Signal<OutfitRecipe | undefined> = signal(undefined);
  readonly failed: Signal<boolean> = signal(false);
  readonly wearing: Signal<boolean> = signal(false);
  /** Whose colours are being chosen, and which of them. */
  readonly dyeing: Signal<{ item: ItemID; dye: string } | undefined> = signal(undefined);
  /** What happened, for those who cannot see it. */
  readonly told: Signal<string> = signal('');
  readonly viewing = new Viewing();
  readonly rails: Rails;
  readonly looks: Looks;
  readonly fitting: Fitting<Dressed<ImageBitmap>>;
  readonly words: ReadonlySignal<ClosetWords>;
  readonly rules: ReadonlySignal<Rules> = computed(() => new Rules(this.wardrobe.value ?? { items: [], slots: [] }));
  private readonly history: Signal<Editing> = signal(begin({ wear: [] }));
  private readonly draft = new Draft(sessionStorage);
  private stop: (() => void) | undefined;
  private strokes = 0;
  /** The pictures of looks shared in this visit, by look and stance: of one visitor the server keeps few. */
  private readonly pictures = new Map<string, string>();
  /** What the visitor wears outside of the closet. */
  private outside: Recipe = { wear: [] };

  constructor(
    private readonly needs: ClosetNeeds,
    private readonly prefs: Prefs,
    private readonly screen: Screen,
  ) {
    const { api } = needs;
    this.words = computed(() => (prefs.lang.value === 'ja' ? ja : en));
    this.rails = new Rails((url) => api.sheet(url));
    this.looks = new Looks(api, (error) => this.complain(error));
    this.fitting = new Fitting<Dressed<ImageBitmap>>({
      fit: (recipe, signal) => patiently(() => api.fit(recipe, signal), signal),
      draw: async ({ url }, signal) => drawSheet(await api.sheet(url, signal), this.viewing.fineness.peek()),
      drop: (drawing) => drawing.picture.close(),
      failed: (error) => this.misfit(error),
    });
  }

  get editing(): ReadonlySignal<Editing> {
    return this.history;
  }

  get recipe(): Recipe {
    return this.history.value.now;
  }

  get skin(): Colour {
    return this.recipe.skin ?? this.wardrobe.value?.skins[0] ?? '#ffdfc8';
  }

  /** Reads the wardrobe and what one wears, or goes on where one left off. */
  async open(): Promise<void> {
    this.failed.value = false;
    try {
      if (!(await this.needs.visit.introduce())) {
        this.failed.value = true;
        return;
      }
      const { api, visit } = this.needs;
      const [wardrobe, worn] = await Promise.all([api.wardrobe(), api.recipe(visit.look.peek().outfit)]);
      this.wardrobe.value = wardrobe;
      const rules = this.rules.peek();
      this.outside = rules.known(worn.recipe);
      const draft = this.draft.read();
      if (!draft) this.fitting.put(this.outside, worn);
      this.start(draft ? rules.known(draft) : this.outside);
    } catch (error) {
      this.failed.value = true;
      this.complain(error);
    }
  }

  /** The wardrobe was drawn anew: racks and look with it. */
  async refresh(): Promise<void> {
    if (!this.wardrobe.peek()) return;
    try {
      this.wardrobe.value = await this.needs.api.wardrobe();
      this.fitting.forgetAll();
      this.fitting.try(this.history.peek().now);
    } catch {
      // As it was, it can still be chosen from.
    }
  }

  /** Shows the look somebody shares. */
  async openShared(hash: string): Promise<void> {
    this.failed.value = false;
    try {
      const shared = await this.needs.api.recipe(hash);
      this.shared.value = shared;
      this.fitting.put(shared.recipe, shared);
    } catch (error) {
      this.failed.value = true;
      if (!(error instanceof Refused)) this.complain(error);
    }
  }

  /** Takes the shared look along into the closet. */
  tryShared(): void {
    const { shared } = this;
    if (shared.peek()) this.draft.keep(shared.peek()!.recipe);
  }

  step(step: Step): void {
    const before = this.history.peek();
    const after = edit(this.rules.peek(), before, step);
    if (after === before) return;
    this.history.value = after;
    const { dyeing } = this;
    if (!after.now.wear.some(({ item }) => item === dyeing.peek()?.item)) dyeing.value = undefined;
  }

  /** Puts an item on, or takes it off when it is worn. */
  toggle(item: WardrobeItem): void {
    const { on, off } = this.words.peek();
    const name = this.nameOf(item.id);
    const isOn = this.history.peek().now.wear.some((g) => g.item === item.id);
    const before = this.history.peek();
    this.step(
      isOn ? { type: 'takeOff', item: item.id } : { type: 'wear', item: item.id, layered: this.viewing.layered.peek() },
    );
    if (this.history.peek() !== before) this.tell(isOn ? off(name) : on(name));
  }

  undo(): void {
    this.step({ type: 'undo' });
    this.tell(this.words.peek().undone);
  }

  redo(): void {
    this.step({ type: 'redo' });
    this.tell(this.words.peek().redone);
  }

  surprise(page: Dressing): void {
    const wardrobe = this.wardrobe.peek();
    if (!wardrobe) return;
    const slots = shownSlots(
      page,
      wardrobe.slots.map(({ id }) => id),
    );
    this.step({ type: 'become', recipe: randomLook(wardrobe, this.history.peek().now, slots, Math.random) });
    this.tell(this.words.peek().dressed);
  }

  restart(): void {
    this.step({ type: 'become', recipe: this.outside });
  }

  /** Wears the look outside of the closet; true when it happened. */
  async wear(): Promise<boolean> {
    this.wearing.value = true;
    try {
      const outfit = await this.fitted();
      if (!outfit || !(await this.needs.visit.wear(outfit.hash))) return false;
      this.draft.forget();
      this.outside = this.history.peek().now;
      return true;
    } finally {
      this.wearing.value = false;
    }
  }

  /** What the server calls the look of the moment, once it is drawn; undefined when it cannot be worn. */
  fitted(): Promise<Outfit | undefined> {
    return new Promise((resolve) => {
      const stop = effect(() => {
        if (this.fitting.busy.value) return;
        const shown = this.fitting.shown.value;
        resolve(shown && alike(shown.recipe, this.history.peek().now) ? shown.outfit : undefined);
        queueMicrotask(() => stop());
      });
    });
  }

  /** Puts a saved look on, to be changed or worn. */
  async putOnLook(hash: OutfitHash): Promise<void> {
    try {
      const { recipe } = await this.needs.api.recipe(hash);
      this.step({ type: 'become', recipe: this.rules.peek().known(recipe) });
    } catch (error) {
      this.complain(error);
    }
  }

  /** Draws the look of the moment another time, finer than the stage does. */
  async photograph<T>(draw: (svg: string) => Promise<T>): Promise<T | undefined> {
    const outfit = await this.fitted();
    try {
      return outfit && (await draw(await this.needs.api.sheet(outfit.url)));
    } catch (error) {
      this.complain(error);
      return undefined;
    }
  }

  /** The name of another drag through colours. */
  newStroke(): string {
    return String(++this.strokes);
  }

  /**
   * A link to the look of the moment, which the server remembers for good from now on. The picture stands on the link's
   * card; where it cannot be sent, the link works without.
   */
  async link(picture: () => Promise<Blob>): Promise<string | undefined> {
    if (!(await this.fitted())) return undefined;
    try {
      const { hash } = await this.needs.api.keepOutfit(this.history.peek().now);
      const shown = await this.onCard(hash, picture);
      return `${location.origin}/look/${hash}${shown ? `?picture=${shown}` : ''}`;
    } catch (error) {
      this.complain(error);
      return undefined;
    }
  }

  private async onCard(outfit: OutfitHash, picture: () => Promise<Blob>): Promise<string | undefined> {
    const key = JSON.stringify([outfit, this.viewing.stance()]);
    try {
      const id = this.pictures.get(key) ?? (await this.needs.api.sharePicture({ outfit }, await picture())).id;
      this.pictures.set(key, id);
      return id;
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreached) return undefined;
      throw error;
    }
  }

  nameOf(item: ItemID): string {
    return this.rules.value.item(item)?.name[this.prefs.lang.value] ?? item;
  }

  slotName(slot: SlotID): string {
    return this.wardrobe.value?.slots.find(({ id }) => id === slot)?.name[this.prefs.lang.value] ?? slot;
  }

  /** Says something to those who cannot see it. */
  tell(text: string): void {
    // The same words again are heard only if they differ.
    this.told.value = this.told.peek() === text ? `${text}\u00a0` : text;
  }

  complain(error: unknown): void {
    const all = this.prefs.words.peek();
    if (error instanceof Refused)
      this.screen.say(this.words.peek().refusals[error.code] ?? all.refusals[error.code] ?? error.message);
    else if (error instanceof Unreached) this.screen.say(all.unanswered);
    else throw error;
  }

  close(): void {
    this.stop?.();
    this.fitting.close();
  }

  private start(recipe: Recipe): void {
    this.stop?.();
    this.history.value = begin(recipe);
    this.stop = effect(() => {
      const { now } = this.history.value;
      this.fitting.try(now);
      if (alike(now, this.outside)) this.draft.forget();
      else this.draft.keep(now);
    });
  }

  /** A look that the server refuses is taken back; without an answer it stays, to be tried again with the next change. */
  private misfit(error: unknown): void {
    this.complain(error);
    if (!(error instanceof Refused)) return;
    if (this.history.peek().past.length > 0) this.step({ type: 'undo' });
    else if (!alike(this.history.peek().now, this.outside)) this.start(this.outside);
  }
}
