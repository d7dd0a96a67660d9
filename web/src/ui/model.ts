import type { ReadonlySignal, Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LinkState } from '../net/link';
import type {
  Age,
  Catalogue,
  Credit,
  Expression,
  LineView,
  Millis,
  OutfitHash,
  Photos,
  RoomID,
  RoomInfo,
  VisitorID,
} from '../wire/types';
import type { Gesture } from '../world/reduce';
import type { Anchor, Box, Places } from '../world/scene';
import type { World } from '../world/world';
import type { Asking } from './asking';
import type { Pictures } from './pictures';
import type { Prefs } from './prefs';
import type { Screen } from './screen';

/** How far in somebody is. */
export type Whereabouts =
  /** Reading who one is and what there is. */
  | 'opening'
  /** Looking in from behind the card. */
  | 'door'
  | 'entering'
  | 'inside'
  /** The server cannot be reached, or there is no such room. */
  | 'failed';

/** A page that lies over the street: closet, hair salon, tanning salon, and a look somebody shares. */
export type Page = 'closet' | 'salon' | 'tan' | 'look';

/** Name and avatar, as chosen on the card. */
export interface Look {
  name: string;
  /** The hash of the outfit. */
  outfit: OutfitHash;
}

/** What a visitor can do. Refusals are shown by the app; `false` says that it did not happen. */
export interface Actions {
  enter(age?: Age): void;
  leave(): void;
  drawName(): void;
  say(text: string): Promise<boolean>;
  whisper(to: VisitorID, text: string): Promise<boolean>;
  retract(line: LineView): void;
  express(name: Expression): void;
  /** Makes a gesture; what one is doing already, ends. */
  perform(gesture: Gesture): void;
  /** Ends what one does. */
  rest(): void;
  approach(who: VisitorID): void;
  sit(seat: string): void;
  stand(): void;
  /** Walks to a door, and through it. */
  goTo(exit: string): void;
  /** Goes into another room. */
  travel(room: RoomID): void;
  /** Reads again how many people are where. */
  lookAround(): void;
  /** One step by an arrow key: screen directions, each -1, 0 or 1. */
  step(dx: number, dy: number): void;
  typing(to: VisitorID | undefined): void;
  ignore(who: VisitorID, name: string): void;
  heed(who: VisitorID): void;
  /** Has nothing to do with somebody any more. */
  block(who: VisitorID, name: string): void;
  unblock(who: VisitorID): void;
  change(look: Look): Promise<boolean>;
  keep(): Promise<string | undefined>;
  /** Who drew what an outfit is made of; undefined when nobody answers. */
  credits(outfit: OutfitHash): Promise<readonly Credit[] | undefined>;
  /** Opens a page of dressing; the room stays as it is behind it. */
  openPage(page: Exclude<Page, 'look'>): void;
  /** Back to the street. */
  closePage(): void;
  /** Opens the viewfinder; those who have not said yet whether they may be in photos are asked. */
  photograph(): void;
  /** Says whether one may be in others' photos. */
  agree(photos: Photos): void;
  /** Says whether others may come along when one walks on. */
  letFollow(may: boolean): void;
  /** Reads a stranger's whispers. */
  accept(who: VisitorID): void;
  /** Everything of the log was seen. */
  read(): void;
  retry(): void;
}

/** The people on the screen, for what hangs on them. */
export interface Sights {
  anchors(): ReadonlyMap<VisitorID, Anchor>;
  camera(): Box;
  /** Calls back after every drawn frame; the answer stops it. */
  onFrame(listener: () => void): () => void;
}

/** Everything the controls read and do. */
export interface Model {
  world: World;
  prefs: Prefs;
  screen: Screen;
  asking: Asking;
  actions: Actions;
  sights: Sights;
  now(): Millis;
  page: ReadonlySignal<Page | undefined>;
  visit: ReadonlySignal<Whereabouts>;
  link: ReadonlySignal<LinkState>;
  room: ReadonlySignal<RoomInfo | undefined>;
  rooms: ReadonlySignal<readonly RoomInfo[]>;
  /** The room one is going into: its doors are closed until it is drawn. */
  crossing: ReadonlySignal<RoomInfo | undefined>;
  catalogue: ReadonlySignal<Catalogue | undefined>;
  pictures: ReadonlySignal<Pictures | undefined>;
  places: ReadonlySignal<Places | undefined>;
  look: Signal<Look>;
  /** Known from an earlier visit. */
  known: ReadonlySignal<boolean>;
  /** Whom the house is for, while the door asks how old one is. */
  asksAge: ReadonlySignal<'unasked' | 'all' | 'adults' | undefined>;
  /** What the house has to say, at /house/... */
  pages: ReadonlySignal<readonly string[]>;
  missed: Signal<readonly LineView[]>;
  /** Whose whispers one reads. */
  acquainted: ReadonlySignal<ReadonlySet<VisitorID>>;
  /** Lines after this instant are unread. */
  readUntil: ReadonlySignal<Millis>;
  /** Mounts the painted room into an element. */
  mountScene(el: HTMLElement): () => void;
}

export const ModelContext = createContext<Model | undefined>(undefined);

export function useModel(): Model {
  const model = useContext(ModelContext);
  if (!model) throw new Error('useModel stands outside of ModelContext');
  return model;
}

/** The texts in the language of the moment. */
export function useWords() {
  return useModel().prefs.words.value;
}
