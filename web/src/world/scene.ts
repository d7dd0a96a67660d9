import type { Facing, Millis, OutfitHash, RoomID, SeatID, Title, View, VisitorID } from '../wire/types';
import type { Light } from './light';
import type { Gesture } from './reduce';

/** Where something is on the screen, in CSS pixels from the top left of the element the scene is mounted in. */
export interface Spot {
  x: number;
  y: number;
}

export interface Box extends Spot {
  w: number;
  h: number;
}

/**
 * One person on the screen. It follows walks, seats and the camera, but not idle motion (breathing, bobbing, squash):
 * what hangs on it must not tremble.
 */
export interface Anchor {
  /** Top of the hair or hat, middle of the head: where a bubble's tail points. */
  crown: Spot;
  /** Where the feet (or, sitting, the shoes) touch: a name tag hangs below. */
  foot: Spot;
  /** What a bubble must not cover. */
  face: Box;
  /** The whole figure. */
  body: Box;
  /** False when no part of the figure is inside the scene. */
  visible: boolean;
}

/** What the room's drawing tells the controls; the stage reads more of the same JSON by its own type. */
export interface Places {
  seats: { id: SeatID; name: Title; group: string; facing: Facing; at: [number, number]; approach: [number, number] }[];
  exits: { id: string; name: Title; target: RoomID; at: [number, number]; board?: [number, number] }[];
  works: { id: string; name: Title; author: string; license: string }[];
  /** What steps sound of, there and elsewhere, and what is heard all the time. */
  grounds: { step: string; polygon: [number, number][] }[];
  step: string;
  sounds: { kind: string; at: [number, number]; volume: number }[];
  /** The names of its pictures. */
  background: Record<Light, string>;
  furniture: Record<Light, string>;
}

/** What just happened to somebody and is not part of the room's state. Instants are room time. */
export interface Mark {
  /** The newest line one may hear: when, and how many characters. The mouth moves a while from there on. */
  spoke?: { at: Millis; length: number };
  /** Writing until then. */
  typingUntil?: Millis;
  /** The newest gesture that is played once; what goes on is the person's `doing`. */
  gesture?: { name: Gesture; at: Millis };
  /** The newest thing done together with others. */
  chorus?: { name: Gesture; at: Millis };
}

/** How much the machine may work for the picture: `auto` goes by what draws and how fast. */
export type Power = 'auto' | 'low' | 'full';

/** What the scene may read, every frame. Values are immutable: an unchanged person is the same object. */
export interface Sight {
  view(): View | undefined;
  /** Undefined while a stranger looks in from behind the card: then the camera shows the whole room. */
  me(): VisitorID | undefined;
  /** Room time. */
  now(): Millis;
  mark(who: VisitorID): Mark | undefined;
  /** The parsed JSON of the room's drawing; the address changes when the room is redrawn. */
  art(): { url: string; json: unknown } | undefined;
  /** How many are in a room of the street; undefined when it has no such room. */
  peopleIn(room: RoomID): number | undefined;
  /** The street's, by its own clock. */
  light(): Light;
  reducedMotion(): boolean;
  power(): Power;
  /** False while something lies over the room: then nothing needs to be drawn. */
  seen(): boolean;
  /** While a viewfinder is open: who is drawn as a silhouette. A tap on the room means nothing then. */
  finder(): ReadonlySet<VisitorID> | undefined;
  /** The sheet of an outfit, as text. */
  outfit(hash: OutfitHash, cancelled: AbortSignal): Promise<string>;
}

/** What came of a click on the floor. */
export type FloorAnswer = 'going' | 'nearest' | 'refused';

/** What the scene reports. Floor coordinates are floor units. */
export interface Touches {
  /** The ring is shown at once by the scene; the answer tells how it ends. */
  onFloor(x: number, y: number): Promise<FloorAnswer>;
  /** The spot is where the click was, for the menu beside it. */
  onPerson(who: VisitorID, at: Spot): void;
  /** A finger or the mouse rests on oneself, there; undefined when it does no more. */
  onRest(at: Spot | undefined): void;
  /** It rested long enough, and the rest of its way is not the scene's (`down`); or the other button was pressed there. */
  onSelf(at: Spot, down: boolean): void;
  onSeat(seat: SeatID): void;
  onExit(exit: string): void;
  /** A painting, or something else with a maker of its own. */
  onWork(work: string): void;
  /** After every drawn frame. */
  onFrame(): void;
}

/** What a photo shows, and how finely. */
export interface Shot {
  /** The part of the element, in its CSS pixels. */
  frame: Box;
  /** The picture's pixels per CSS pixel. */
  scale: number;
}

/** Somebody on a photo. */
export interface Sitter {
  who: VisitorID;
  /** From the top left of the frame, in CSS pixels. */
  anchor: Anchor;
  silhouette: boolean;
}

/** A photo as it comes out of the camera: nothing is written on it yet. */
export interface Exposure {
  picture: HTMLCanvasElement;
  scale: number;
  sitters: readonly Sitter[];
}

/** How the picture of a room lies in the element. */
export interface Lie extends Spot {
  /** Of the room's drawing. */
  url: string;
  /** CSS pixels per picture pixel. */
  scale: number;
}

/** Something that stands in the room as it is drawn: a piece of a group of furniture, or somebody. */
export type Standing =
  | { group: string; layer: 'back' | 'front' }
  | {
      who: VisitorID;
      /** Floor units. */
      at: [number, number];
      /** The picture's point under the feet or, sitting, under the hip. */
      root: [number, number];
      /** The group on whose seat they sit. */
      sits?: string;
    };

/** The painted room, as the app drives it. */
export interface Scene {
  /** Resolves when the room's first picture stands. The scene watches the element's size itself. */
  mount(el: HTMLElement): Promise<void>;
  /** The people on the screen in this frame. */
  anchors(): ReadonlyMap<VisitorID, Anchor>;
  /** What stands in the room in this frame, back to front. */
  standing(): readonly Standing[];
  /** Where the top left of the room's picture is in this frame; undefined before there is one. */
  lie(): Lie | undefined;
  /** The part of the element in which the room is seen, the keyboard and the bar left out. */
  camera(): Box;
  /** How many pixels at the bottom of the element are covered (keyboard, chat bar). */
  setKeyboardInset(px: number): void;
  /** Moves what is seen by so many CSS pixels, and nearer or farther by a factor. */
  steer(dx: number, dy: number, factor: number): void;
  /**
   * Takes a photo of this moment, as fine as asked however coarsely the scene is drawn; the scene stands still until it is
   * done. Whom the finder hides is a silhouette. Rejects when the room's pictures cannot be had, or the room or the finder goes.
   */
  photograph(shot: Shot): Promise<Exposure>;
  destroy(): void;
}

/** `web/src/stage/index.ts` exports `openScene`, loaded after the entry card stands. */
export type OpenScene = (sight: Sight, touches: Touches) => Scene;
