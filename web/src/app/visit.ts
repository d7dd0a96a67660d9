import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Api } from '../net/api';
import { type Transport, transports } from '../net/carrier';
import type { Clock } from '../net/clock';
import { Connection } from '../net/connection';
import { Refused, Unreached } from '../net/errors';
import type { LinkState } from '../net/link';
import type { Asking } from '../ui/asking';
import type { Look, Whereabouts } from '../ui/model';
import { cutPicker, type Pictures } from '../ui/pictures';
import type { Prefs } from '../ui/prefs';
import { dockWidth, type Screen } from '../ui/screen';
import { assetUrl } from '../wire/assets';
import type {
  Action,
  Age,
  Catalogue,
  Frame,
  LineView,
  Me,
  Millis,
  OutfitHash,
  Position,
  RoomID,
  RoomInfo,
  SeatID,
  VisitorID,
  Welcome,
} from '../wire/types';
import { Daylight } from '../world/light';
import { unread } from '../world/measures';
import type { Places } from '../world/scene';
import { linesSince } from '../world/select';
import type { World } from '../world/world';
import { Absence, newestAt } from './absence';
import { Errand } from './errand';
import type { Route } from './route';
import { insideKey, visitedKey } from './visited';

/** The look through the door is refreshed that often. */
const doorEvery = 5000;
/** Milliseconds of a door's way, as its style has it. */
const doorsTake = 350;
/** Nobody is kept behind doors for longer, whatever hinders the drawing. */
const doorsPatience = 6000;
/** How often one is sent on from a room that is full. */
const mostDetours = 5;
/** What is written on signs over doors is so old at the most. */
const boardsEvery = 10_000;
/** The replay after a return is over by then. */
const replayTakes = 800;

export interface VisitNeeds {
  api: Api;
  clock: Clock;
  world: World;
  prefs: Prefs;
  screen: Screen;
  route: Route;
  asking: Asking;
}

/** One visit to a street: the card, the way in, the connection, the way out. */
export class Visit {
  readonly stage: Signal<Whereabouts> = signal('opening');
  readonly link: Signal<LinkState> = signal({ phase: 'connecting', transport: 'ws' });
  readonly rooms: Signal<readonly RoomInfo[]> = signal([]);
  /** Where the street sends a newcomer whose link names no room. */
  private readonly liveliest: Signal<RoomID> = signal('');
  readonly catalogue: Signal<Catalogue | undefined> = signal(undefined);
  readonly pictures: Signal<Pictures | undefined> = signal(undefined);
  readonly look: Signal<Look> = signal({ name: '', outfit: '' });
  readonly known: Signal<boolean> = signal(false);
  /** The door asks how old one is, and one has not said it yet. */
  readonly asksAge: Signal<Welcome['ages'] | undefined> = signal(undefined);
  /** What the house has to say, at /house/... */
  readonly pages: Signal<readonly string[]> = signal([]);
  /** The other service one may sign in by. */
  readonly signIn: Signal<string> = signal('');
  /** How often the wardrobe was drawn anew since the page was opened. */
  readonly redrawn: Signal<number> = signal(0);
  readonly art: Signal<{ url: string; json: unknown } | undefined> = signal(undefined);
  readonly missed: Signal<readonly LineView[]> = signal([]);
  readonly readUntil: Signal<Millis> = signal(0);
  readonly room: ReadonlySignal<RoomInfo | undefined> = computed(() => {
    const wanted = this.needs.route.room.value ?? this.liveliest.value;
    const named = (id: RoomID) => this.rooms.value.find((r) => r.id === id);
    return named(wanted) ?? named(wanted.replace(/-\d+$/, '')); // an instance that has closed since
  });
  /** The room one is going into: its doors are closed until it is drawn. */
  readonly crossing: Signal<RoomInfo | undefined> = signal(undefined);
  readonly places: ReadonlySignal<Places | undefined> = computed(() => this.art.value?.json as Places | undefined);
  daylight = new Daylight('UTC');
  private connection: Connection | undefined;
  private absence: Absence | undefined;
  private doorTimer: ReturnType<typeof setTimeout> | undefined;
  private boardsTimer: ReturnType<typeof setInterval> | undefined;
  private readonly errand: Errand;
  /** Leaves the room that was behind, as soon as the next one is known. */
  private moveIn: (() => void) | undefined;
  /** One's own leaving came by an event: somewhere else, or on purpose. */
  private wentOut = false;
  /** The invitation one came by, until it is used. */
  private invite: string | undefined;
  /** What one has just said of one's age. */
  private age: Age | undefined;

  constructor(private readonly needs: VisitNeeds) {
    needs.world.listen((event) => {
      if (!('who' in event) || event.who !== needs.world.me.peek()?.id) return;
      if (event.type === 'left') this.wentOut = event.reason !== 'away';
      if (event.type === 'left' && event.reason === 'removed') void this.readSelf('').catch(() => undefined);
      if ('path' in event) this.errand.walks(event.type === 'walked' ? event.path : []);
    });
    this.errand = new Errand({
      now: () => needs.clock.now(),
      walk: async ({ at }) => (await this.attempt({ type: 'walk', to: at })) !== undefined,
      arrive: (target) => void this.travel(target),
    });
  }

  /** Reads who one is and what there is, and shows the card, or the room to whoever only reloaded the page. */
  async open(invite?: string): Promise<void> {
    this.invite = invite ?? this.invite;
    this.stage.value = 'opening';
    try {
      const welcome = await this.needs.api.welcome(this.needs.prefs.lang.peek());
      this.daylight = new Daylight(welcome.timeZone);
      this.asksAge.value = welcome.ages === 'unasked' ? undefined : welcome.ages;
      this.liveliest.value = welcome.room;
      this.pages.value = welcome.pages;
      this.signIn.value = welcome.signIn ?? '';
      this.rooms.value = welcome.rooms;
      this.showCatalogue(welcome);
      await Promise.all([this.readArt(), this.readSelf(welcome.name)]);
      const room = this.room.peek();
      if (!room) {
        this.stage.value = 'failed';
        this.needs.screen.say(this.words.refusals.unknown_room ?? '');
        return;
      }
      this.stage.value = 'door';
      if (this.known.peek() && sessionStorage.getItem(insideKey) === room.id) await this.enter();
      else this.lookIn();
    } catch (error) {
      if (!(error instanceof Unreached || error instanceof Refused)) throw error;
      this.stage.value = 'failed';
    }
  }

  async drawName(): Promise<void> {
    const name = await this.needs.api.drawName(this.needs.prefs.lang.peek());
    this.look.value = { ...this.look.peek(), name };
  }

  /** In through the door, as the card says. */
  async enter(age?: Age): Promise<void> {
    const room = this.room.peek();
    if (!room) return;
    this.age = age;
    this.stage.value = 'entering';
    clearTimeout(this.doorTimer);
    try {
      const inside = await this.needs.api.lanes.exclusive(async () => {
        await this.become();
        return this.admitted(room.id, (id) => {
          this.close();
          this.connection = this.connect(id);
          return this.connection.alone({ type: 'enter' });
        });
      });
      if (inside !== room.id) {
        await this.readRooms().catch(() => undefined);
        this.needs.route.go(inside);
      }
      this.settle(inside);
      this.connection?.start();
    } catch (error) {
      this.close();
      this.stage.value = 'door';
      this.lookIn();
      this.complain(error);
    }
  }

  /** Walks to a door, and through it. */
  async goTo(id: string): Promise<void> {
    const exit = this.places.peek()?.exits.find((e) => e.id === id);
    if (!exit || this.stage.peek() !== 'inside') return;
    const to = this.rooms.peek().find((r) => r.id === exit.target);
    if (to) void this.prefetch(to).catch(() => undefined);
    await this.errand.begin(exit);
  }

  /** Goes into another room: out of this one only once the other has let one in. */
  async travel(id: RoomID): Promise<void> {
    const { screen } = this.needs;
    const from = this.connection;
    const to = this.rooms.peek().find((r) => r.id === id);
    if (!from || !to || this.stage.peek() !== 'inside' || this.crossing.peek() || from.room === id) return;
    this.errand.end();
    if (screen.width.peek() < dockWidth && screen.panel.peek() === 'map') screen.panel.value = undefined;
    this.crossing.value = to;
    let next = this.connect(id);
    try {
      const [art] = await Promise.all([this.prefetch(to), this.doorsClosed()]);
      const room = await this.needs.api.lanes.exclusive(() =>
        this.admitted(id, (id) => {
          next = this.connect(id);
          return next.alone({ type: 'enter', from: from.room });
        }),
      );
      if (room !== id) await this.readRooms().catch(() => undefined);
      const behind = this.rooms.peek().find((r) => r.id === room) ?? to;
      this.crossing.value = behind;
      this.moveIn = () => {
        this.needs.world.forget();
        this.needs.route.go(room);
        this.art.value = art;
        this.settle(room);
      };
      this.connection = next;
      from.stop();
      next.start();
      setTimeout(() => this.openDoors(behind), doorsPatience);
    } catch (error) {
      next.stop();
      this.crossing.value = undefined;
      this.complain(error);
      if (this.link.peek().phase === 'ended') void this.turnedAway(undefined);
    }
  }

  /** Enters a room, or where its refusal leads: another instance of one that is full. The answer is which it was. */
  private async admitted(room: RoomID, enter: (room: RoomID) => Promise<unknown>): Promise<RoomID> {
    for (let detours = 0; ; detours++) {
      try {
        await enter(room);
        return room;
      } catch (error) {
        if (!(error instanceof Refused && error.instead) || detours === mostDetours) throw error;
        room = error.instead;
      }
    }
  }

  /** The room was drawn, as it is now. */
  drawn(): void {
    const to = this.crossing.peek();
    if (to && this.needs.world.view.peek()?.room.id === to.id) this.openDoors(to);
  }

  private openDoors(to: RoomInfo): void {
    if (this.crossing.peek() === to) this.crossing.value = undefined;
  }

  /** Reads again how many people are where, if anybody looks. */
  async lookAround(): Promise<void> {
    if (!document.hidden) await this.readRooms().catch(() => undefined);
  }

  /** Out again, to the card. */
  async leave(): Promise<void> {
    await this.attempt({ type: 'leave' });
    this.outside();
    this.needs.screen.say(this.words.leftCard);
  }

  /** Does something; says so when it is refused. */
  async attempt(action: Action): Promise<{ nearest: boolean } | undefined> {
    try {
      const answer = await this.connection?.do(action);
      return answer && { nearest: answer.nearest ?? false };
    } catch (error) {
      this.complain(error);
      return undefined;
    }
  }

  /** Takes a seat; whom somebody was quicker than is told, and stands beside it. */
  async sit(seat: SeatID): Promise<void> {
    try {
      await this.connection?.do({ type: 'sit', seat });
    } catch (error) {
      this.complain(error);
      const beside = this.places.peek()?.seats.find(({ id }) => id === seat)?.approach;
      if (beside && error instanceof Refused && error.code === 'seat_taken') {
        await this.attempt({ type: 'walk', to: beside });
      }
    }
  }

  typing(to: string | undefined): void {
    this.connection?.typing(to);
  }

  /** Asks whoever has not said yet whether they may be in a photo. */
  photograph(): void {
    this.connection?.photograph();
  }

  /** Changes name or avatar, while nothing else is under way. */
  async change(look: Look): Promise<boolean> {
    const { api, world } = this.needs;
    const before = this.look.peek();
    try {
      const patch = {
        ...(look.name !== before.name && { name: look.name }),
        ...(look.outfit !== before.outfit && { outfit: look.outfit }),
      };
      world.me.value = (await api.lanes.exclusive(() => api.change(patch))).visitor;
      this.look.value = look;
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  /** Becomes the visitor of the card, for what only visitors may do; false when that was refused, or nobody answers. */
  async introduce(): Promise<boolean> {
    await this.decided();
    if (this.stage.peek() === 'failed') return false;
    try {
      if (!this.needs.world.me.peek()) await this.become();
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  /** Wears a look: in the room before everybody's eyes, outside from the next entrance on. */
  async wear(outfit: OutfitHash): Promise<boolean> {
    const look = { ...this.look.peek(), outfit };
    if (this.stage.peek() !== 'inside') return this.needs.world.me.peek() ? this.change(look) : this.choose(look);
    return (await this.attempt({ type: 'wear', outfit })) !== undefined && this.choose(look);
  }

  private choose(look: Look): true {
    this.look.value = look;
    return true;
  }

  /** Everything of the log was seen. */
  read(): void {
    this.readUntil.value = Math.max(this.readUntil.peek(), newestAt(this.needs.world.view.peek()?.lines ?? []));
  }

  /** The page is seen again, or the network is back. */
  wake(): void {
    this.connection?.wake();
    if (this.link.peek().phase === 'live') this.welcomeBack();
  }

  /** The network is gone: the link finds out at once instead of by a silent ping. */
  cutOff(): void {
    this.hide();
    this.connection?.wake();
  }

  /** The page is hidden or closed. */
  hide(): void {
    if (this.stage.peek() === 'inside') this.absence?.away(this.needs.clock.now());
  }

  complain(error: unknown): void {
    const { screen, world } = this.needs;
    if (error instanceof Refused) {
      if (error.code === 'unauthenticated') {
        // Nobody here knows this browser any more: the card makes a new visitor of the same look.
        world.me.value = undefined;
        this.known.value = false;
      }
      if (error.code === 'banned' && world.me.peek()) screen.desk.value = { kind: 'measures' };
      if (error.code !== 'superseded') screen.say(this.words.refusals[error.code] ?? error.message);
    } else if (error instanceof Unreached) screen.say(this.words.unanswered);
    else throw error;
  }

  private get words() {
    return this.needs.prefs.words.peek();
  }

  /** Waits while it is open whether one is outside or inside. */
  private decided(): Promise<void> {
    return new Promise((resolve) => {
      const stop = effect(() => {
        if (this.stage.value === 'opening' || this.stage.value === 'entering') return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
  }

  /** What the server says has changed. */
  private async readAgain(what: 'me' | 'rooms' | 'wardrobe'): Promise<void> {
    if (what === 'rooms') await this.readRooms();
    else await this.readSelf(this.look.peek().name);
    if (what !== 'wardrobe') return;
    this.redrawn.value++;
    this.showCatalogue(await this.needs.api.catalogue());
  }

  private async readRooms(): Promise<void> {
    this.rooms.value = await this.needs.api.rooms();
    await this.readArt();
  }

  /** Fetches a room's drawing, and makes its pictures wait in the browser's store. */
  private async prefetch({ art: url }: RoomInfo): Promise<{ url: string; json: unknown }> {
    const json = await this.needs.api.drawing(url);
    const light = this.daylight.at(this.needs.clock.now());
    const { background, furniture } = json as Places;
    for (const picture of [background, furniture])
      void this.needs.api.sheet(assetUrl(picture[light])).catch(() => undefined);
    return { url, json };
  }

  private doorsClosed(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.needs.prefs.lessMotion.peek() ? 0 : doorsTake));
  }

  /** One is in that room from now on. */
  private settle(room: RoomID): void {
    this.needs.screen.reset();
    this.missed.value = [];
    clearInterval(this.boardsTimer);
    const boards = this.places.peek()?.exits.some((exit) => exit.board);
    if (boards) this.boardsTimer = setInterval(() => void this.lookAround(), boardsEvery);
    this.absence = new Absence(localStorage, room);
    sessionStorage.setItem(insideKey, room);
  }

  private async readArt(): Promise<void> {
    const url = this.room.peek()?.art;
    if (url && url !== this.art.peek()?.url) this.art.value = { url, json: await this.needs.api.drawing(url) };
  }

  private showCatalogue(catalogue: Catalogue): void {
    this.catalogue.value = catalogue;
    void this.needs.api.sheet(catalogue.picker.url).then(
      (sheet) => {
        this.pictures.value = cutPicker(sheet);
      },
      () => undefined, // Names alone will do.
    );
  }

  /** Who one is from an earlier visit, or else the drawn name and a drawn avatar. */
  private async readSelf(drawnName: string): Promise<void> {
    const { api } = this.needs;
    try {
      if (!localStorage.getItem(visitedKey)) throw new Refused('unauthenticated', '');
      const me = await api.me();
      const { visitor } = me;
      this.know(me);
      this.look.value = { name: visitor.name, outfit: visitor.outfit.hash };
      this.known.value = true;
    } catch (error) {
      if (!(error instanceof Refused && (error.code === 'unauthenticated' || error.code === 'banned'))) throw error;
      if (error.code === 'banned') this.needs.screen.desk.value = { kind: 'measures' };
      if (this.look.peek().outfit) return; // as one was before
      const outfits = this.catalogue.peek()?.outfits ?? [];
      const drawn = outfits[Math.floor(Math.random() * outfits.length)]?.hash ?? '';
      this.look.value = { name: drawnName, outfit: drawn };
    }
  }

  /** What the server says of oneself. */
  know({ visitor, age, ignored, blocked, measures }: Me): void {
    const { world, screen } = this.needs;
    const named = (list: Me['ignored']) => new Map(list.map(({ id, name }) => [id, name]));
    batch(() => {
      world.me.value = visitor;
      world.ignored.value = named(ignored);
      world.blocked.value = named(blocked);
      world.measures.value = measures;
      if (age !== 'unknown') this.asksAge.value = undefined;
      if (measures.some(unread)) screen.desk.value = { kind: 'measures' };
    });
  }

  /** Makes the visitor of the card, or changes the known one to what the card says. */
  private async become(): Promise<void> {
    const { api, world, prefs } = this.needs;
    const look = { ...this.look.peek(), name: this.look.peek().name.trim() };
    this.look.value = look;
    const me = world.me.peek();
    if (!me) {
      world.me.value = await api.become({
        ...look,
        lang: prefs.lang.peek(),
        ...(this.invite && { invite: this.invite }),
        ...(this.age && { age: this.age }),
      });
      this.invite = undefined;
      localStorage.setItem(visitedKey, '1');
      this.known.value = true;
    } else if (me.name !== look.name || me.outfit.hash !== look.outfit || this.age) {
      world.me.value = (await api.change({ ...look, ...(this.age && { age: this.age }) })).visitor;
    }
    if (this.age) this.asksAge.value = undefined;
    this.age = undefined;
  }

  /** The room as a stranger sees it, while the card stands. */
  private lookIn(): void {
    clearTimeout(this.doorTimer);
    const look = async () => {
      const room = this.room.peek();
      if (this.stage.peek() !== 'door' || !room?.open) return;
      try {
        const view = await this.needs.api.door(room.id);
        if (this.stage.peek() === 'door') this.needs.world.snapshot(view);
      } catch {
        // The next look may do better; the button tells what is wrong.
      }
      this.doorTimer = setTimeout(look, doorEvery);
    };
    void look();
  }

  private connect(room: RoomID): Connection {
    const { api, clock } = this.needs;
    const wanted = new URLSearchParams(location.search).get('transport');
    const forced = transports.find((t): t is Transport => t === wanted);
    const connection: Connection = new Connection(api, clock, room, forced, {
      onFrame: (frame) => {
        if (this.connection === connection) this.take(frame);
      },
      onState: (state) => {
        if (this.connection === connection) this.linkChanged(state);
      },
    });
    return connection;
  }

  private take(frame: Frame): void {
    const { world, clock } = this.needs;
    switch (frame.type) {
      case 'snapshot':
        batch(() => {
          this.moveIn?.();
          this.moveIn = undefined;
          world.snapshot(frame.snapshot);
          if (!world.inside.peek()) this.arrived();
        });
        break;
      case 'typing':
        world.typed(frame.who, clock.now());
        break;
      case 'photograph':
        this.asked(frame.who);
        break;
      case 'position':
        world.skipTo(frame.position);
        break;
      case 'notice':
        void this.readAgain(frame.what).catch(() => undefined);
        break;
      case 'pong':
      case 'closing':
        break;
      default:
        world.take(frame);
        if (frame.type === 'redrawn') void this.readRooms().catch(() => undefined);
    }
  }

  private asked(who: VisitorID): void {
    const { asking, world, screen, route } = this.needs;
    const name = world.person(who)?.name;
    const answered = world.me.peek()?.photos !== undefined;
    const seen = screen.seen.peek() && !route.page.peek();
    if (name !== undefined) asking.ask({ who, name }, { answered, seen });
  }

  private arrived(): void {
    const { world } = this.needs;
    this.wentOut = false;
    world.inside.value = true;
    this.readUntil.value = newestAt(world.view.peek()?.lines ?? []);
    this.stage.value = 'inside';
    this.welcomeBack();
  }

  private linkChanged(state: LinkState): void {
    this.link.value = state;
    // One has left that room, or will hear of it when the next one has not let one in.
    if (this.crossing.peek() && state.phase === 'ended' && !this.moveIn) return;
    if (state.phase === 'live') this.welcomeBack();
    else if (state.phase === 'ended') void this.turnedAway(state.refusal);
    else if (this.stage.peek() === 'inside') this.absence?.away(this.needs.clock.now());
  }

  /** Shows what was missed, once the replay has come. */
  private welcomeBack(): void {
    if (document.hidden || this.stage.peek() !== 'inside' || !this.absence?.pending) return;
    const { world, clock } = this.needs;
    const since = this.absence.back(clock.now());
    if (since === undefined) return;
    setTimeout(() => {
      const lines = linesSince(world.view.peek()?.lines ?? [], since, world.me.peek()?.id, world.unheard.peek());
      this.missed.value = lines;
    }, replayTakes);
  }

  /** Told not to come back: whoever was only away comes in again by themselves, at their position. */
  private async turnedAway(refusal: Refused | undefined): Promise<void> {
    if (refusal?.code === 'not_here' && !this.wentOut) {
      const position: Position | undefined = this.needs.world.view.peek()?.position;
      if (await this.attempt({ type: 'enter' })) {
        this.connection?.start(position);
        return;
      }
    } else if (refusal) this.complain(refusal);
    this.outside();
  }

  private outside(): void {
    this.absence = undefined;
    sessionStorage.removeItem(insideKey);
    this.close();
    this.needs.world.forget();
    this.needs.screen.reset();
    this.missed.value = [];
    this.stage.value = 'door';
    this.lookIn();
  }

  private close(): void {
    clearInterval(this.boardsTimer);
    this.errand.end();
    this.moveIn = undefined;
    this.crossing.value = undefined;
    this.connection?.stop();
    this.connection = undefined;
  }
}
