import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Event, Measure, Millis, PersonView, Position, View, Visitor, VisitorID } from '../wire/types';
import { silhouettes } from './photos';
import { apply, type Gesture, isGesture, isLasting } from './reduce';
import type { Mark } from './scene';

/** Comings, goings and what happens together, told in the log beside the lines. */
export type Note = { position: Position; at: Millis; who: VisitorID; name: string } & (
  | { what: 'entered' | 'left' | 'away' | 'removed' }
  | { what: 'renamed'; to: string }
  | { what: 'chorus'; gesture: Gesture; names: readonly string[] }
);

/** How long the sign that somebody is writing stays without a new one. */
const typingStays = 5000;
const notesKept = 100;

/** What the browser knows of the room it is in. Everything on the screen is read from here. */
export class World {
  readonly view: Signal<View | undefined> = signal(undefined);
  readonly me: Signal<Visitor | undefined> = signal(undefined);
  /** Inside, as opposed to looking through the door. */
  readonly inside: Signal<boolean> = signal(false);
  readonly ignored: Signal<ReadonlyMap<VisitorID, string>> = signal(new Map());
  readonly blocked: Signal<ReadonlyMap<VisitorID, string>> = signal(new Map());
  /** Those of whom one wants to hear nothing. */
  readonly unheard: ReadonlySignal<ReadonlyMap<VisitorID, string>> = computed(
    () => new Map([...this.ignored.value, ...this.blocked.value]),
  );
  /** What staff has to say to oneself, the newest first. */
  readonly measures: Signal<readonly Measure[]> = signal([]);
  readonly notes: Signal<readonly Note[]> = signal([]);
  /** Who is writing, and until when the sign stays (room time). */
  readonly typing: Signal<ReadonlyMap<VisitorID, Millis>> = signal(new Map());
  readonly people: ReadonlySignal<readonly PersonView[]> = computed(() => this.view.value?.people ?? []);
  /** How many people there are: programs are none. */
  readonly count: ReadonlySignal<number> = computed(
    () => this.people.value.filter(({ kind }) => kind !== 'program').length,
  );
  readonly self: ReadonlySignal<PersonView | undefined> = computed(() =>
    this.inside.value ? this.people.value.find((p) => p.id === this.me.value?.id) : undefined,
  );
  /** Those who are silhouettes on a photo of one's own. */
  readonly silhouettes: ReadonlySignal<ReadonlySet<VisitorID>> = computed(() =>
    silhouettes(this.people.value, this.me.value?.id),
  );
  private readonly marks = new Map<VisitorID, Mark>();
  private readonly listeners = new Set<(event: Event) => void>();

  /** A whole new picture of the room; what passed in between is unknown. */
  snapshot(view: View): void {
    for (const { who, at, text } of view.lines) this.spoke(who, at, text);
    this.view.value = view;
  }

  /** The next event. Events that come before any snapshot have nothing to change. */
  take(event: Event): void {
    const before = this.view.peek();
    if (!before) return;
    batch(() => {
      this.note(before, event);
      this.mark(event);
      this.view.value = apply(before, event);
    });
    for (const listen of this.listeners) listen(event);
  }

  /** The position moved past what one may not see. */
  skipTo(position: Position): void {
    const view = this.view.peek();
    if (view) this.view.value = { ...view, position };
  }

  /** Calls back after each event; the answer stops it. */
  listen(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  person(id: VisitorID): PersonView | undefined {
    return this.view.peek()?.people.find((p) => p.id === id);
  }

  markOf(who: VisitorID): Mark | undefined {
    return this.marks.get(who);
  }

  /** Somebody is writing. */
  typed(who: VisitorID, now: Millis): void {
    if (this.unheard.peek().has(who)) return;
    this.setTyping(new Map(this.typing.peek()).set(who, now + typingStays));
  }

  /** Takes down the signs whose time is over. */
  tick(now: Millis): void {
    const still = [...this.typing.peek()].filter(([, until]) => until > now);
    if (still.length !== this.typing.peek().size) this.setTyping(new Map(still));
  }

  /** Out of the room: nothing of it stays. */
  forget(): void {
    batch(() => {
      this.inside.value = false;
      this.view.value = undefined;
      this.notes.value = [];
      this.setTyping(new Map());
      this.marks.clear();
    });
  }

  private setTyping(next: ReadonlyMap<VisitorID, Millis>): void {
    for (const who of new Set([...this.typing.peek().keys(), ...next.keys()])) {
      const { typingUntil: _, ...mark } = this.marks.get(who) ?? {};
      const until = next.get(who);
      this.marks.set(who, until === undefined ? mark : { ...mark, typingUntil: until });
    }
    this.typing.value = next;
  }

  private mark(event: Event): void {
    const { at } = event;
    if (event.type === 'said' || event.type === 'whispered') {
      if (this.unheard.peek().has(event.who)) return;
      const typing = new Map(this.typing.peek());
      if (typing.delete(event.who)) this.setTyping(typing);
      this.spoke(event.who, at, event.text);
    } else if (event.type === 'expressed' && isGesture(event.name) && !isLasting(event.name)) {
      this.marks.set(event.who, { ...this.marks.get(event.who), gesture: { name: event.name, at } });
    } else if (event.type === 'chorus' && isGesture(event.name)) {
      for (const who of event.who) this.marks.set(who, { ...this.marks.get(who), chorus: { name: event.name, at } });
    } else if (event.type === 'left') {
      this.marks.delete(event.who);
    }
  }

  private spoke(who: VisitorID, at: Millis, text: string): void {
    this.marks.set(who, { ...this.marks.get(who), spoke: { at, length: [...text].length } });
  }

  private note(before: View, event: Event): void {
    const note = noteOf(before, event);
    if (note) this.notes.value = [...this.notes.peek(), note].slice(-notesKept);
  }
}

function noteOf(before: View, event: Event): Note | undefined {
  const name = (who: VisitorID) => before.people.find((p) => p.id === who)?.name ?? '';
  const { position, at } = event;
  switch (event.type) {
    case 'entered':
      return { position, at, what: 'entered', who: event.who, name: event.name };
    case 'left':
      return {
        position,
        at,
        what: event.reason,
        who: event.who,
        name: name(event.who),
      };
    case 'renamed':
      return { position, at, what: 'renamed', who: event.who, name: name(event.who), to: event.name };
    case 'chorus': {
      if (!isGesture(event.name)) return undefined;
      const who = event.who.at(-1)!;
      return { position, at, what: 'chorus', who, name: name(who), gesture: event.name, names: event.who.map(name) };
    }
    default:
      return undefined;
  }
}
