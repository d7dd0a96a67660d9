/** The wire's types, named as in the server's OpenAPI document. */

export type VisitorID = string;
export type RoomID = string;
export type SeatID = string;
export type OutfitHash = string;
/** Opaque: a place in a room's log. */
export type Position = string;
/** Unix milliseconds UTC of room time. */
export type Millis = number;
export type Lang = 'ja' | 'en';

/** A corner of a walk in floor units, and the instant of reaching it. */
export type Waypoint = [x: number, y: number, at: Millis];
export type Facing = 'se' | 'sw' | 'nw' | 'ne';
export type Kind = 'person' | 'program';

export interface Title {
  ja: string;
  en: string;
}

export interface RoomView {
  id: RoomID;
  title: Title;
  capacity: number;
  map: string;
}

export interface PersonView {
  id: VisitorID;
  name: string;
  kind: Kind;
  lang?: string;
  outfit: OutfitHash;
  path: Waypoint[];
  facing: Facing;
  seat?: SeatID;
  expression?: string;
}

export interface SeatView {
  id: SeatID;
  who?: VisitorID;
}

export interface LineView {
  position: Position;
  at: Millis;
  who: VisitorID;
  name: string;
  to?: VisitorID;
  toName?: string;
  text: string;
  lang?: string;
  expired?: boolean;
  retracted?: boolean;
}

/** The snapshot one viewer gets. */
export interface View {
  position: Position;
  room: RoomView;
  people: PersonView[];
  seats: SeatView[];
  lines: LineView[];
}

interface Happening<T extends string> {
  position: Position;
  type: T;
  at: Millis;
}

export interface Entered extends Happening<'entered'> {
  who: VisitorID;
  name: string;
  kind: Kind;
  lang?: string;
  outfit: OutfitHash;
  path: Waypoint[];
  facing: Facing;
}
export interface Left extends Happening<'left'> {
  who: VisitorID;
  reason: 'left' | 'away';
}
export interface Walked extends Happening<'walked'> {
  who: VisitorID;
  path: Waypoint[];
  facing: Facing;
  near?: VisitorID;
  nearest?: boolean;
}
export interface Sat extends Happening<'sat'> {
  who: VisitorID;
  seat: SeatID;
  path: Waypoint[];
  facing: Facing;
}
export interface Stood extends Happening<'stood'> {
  who: VisitorID;
  path: Waypoint[];
  facing: Facing;
}
export interface Moved extends Happening<'moved'> {
  who: VisitorID;
  path: Waypoint[];
  facing: Facing;
}
export interface Said extends Happening<'said'> {
  who: VisitorID;
  text: string;
  lang?: string;
  expired?: boolean;
}
export interface Whispered extends Happening<'whispered'> {
  who: VisitorID;
  to: VisitorID;
  text: string;
  lang?: string;
  expired?: boolean;
}
export interface Retracted extends Happening<'retracted'> {
  who: VisitorID;
  line: Position;
}
export interface Expressed extends Happening<'expressed'> {
  who: VisitorID;
  name: string;
}
export interface Dressed extends Happening<'dressed'> {
  who: VisitorID;
  outfit: OutfitHash;
}
export interface Renamed extends Happening<'renamed'> {
  who: VisitorID;
  name: string;
}
export interface Redrawn extends Happening<'redrawn'> {
  map: string;
  title: Title;
  capacity: number;
  seats: SeatID[];
}

export type Event =
  | Entered
  | Left
  | Walked
  | Sat
  | Stood
  | Moved
  | Said
  | Whispered
  | Retracted
  | Expressed
  | Dressed
  | Renamed
  | Redrawn;

/** What somebody wants of a room, without its id. */
export type Action =
  | { type: 'enter' }
  | { type: 'leave' }
  | { type: 'walk'; to: [number, number] }
  | { type: 'approach'; visitor: VisitorID }
  | { type: 'sit'; seat: SeatID }
  | { type: 'stand' }
  | { type: 'say'; text: string; lang?: string }
  | { type: 'whisper'; to: VisitorID; text: string; lang?: string }
  | { type: 'retract'; line: Position }
  | { type: 'express'; name: string }
  | { type: 'wear'; outfit: OutfitHash };

export type Command = Action & { id: string };

/** Not logged: somebody is writing. */
export type Typing = { id: string; type: 'typing'; to?: VisitorID };

export interface Answer {
  position: Position;
  nearest?: boolean;
}

/** The one shape of a refusal. */
export interface Refusal {
  code: string;
  message: string;
  retryAfterMs?: number;
}

export interface Outfit {
  hash: OutfitHash;
  url: string;
  id: string;
}

export interface Visitor {
  id: VisitorID;
  name: string;
  kind: Kind;
  role: 'guest' | 'member' | 'host' | 'staff' | 'operator';
  lang?: string;
  outfit: Outfit;
}

export interface Ignored {
  id: VisitorID;
  name: string;
}

export interface Me {
  visitor: Visitor;
  ignored: Ignored[];
}

export interface RoomInfo {
  id: RoomID;
  title: Title;
  people: number;
  capacity: number;
  open: boolean;
  /** Address of the room's drawing (RoomArt). */
  art: string;
}

export interface CatalogueOutfit {
  id: string;
  name: Title;
  hash: OutfitHash;
  url: string;
}

/** The picker's one sheet; frames are [x, y, w, h] in its units, by outfit id. */
export interface Picker {
  url: string;
  size: [number, number];
  frames: Record<string, [number, number, number, number]>;
}

export interface Catalogue {
  outfits: CatalogueOutfit[];
  picker: Picker;
}

/** What comes down a socket, beside answers (`re`). SSE spells the same. */
export type Frame =
  | Event
  | { type: 'snapshot'; snapshot: View }
  | { type: 'typing'; who: VisitorID }
  | { type: 'position'; position: Position }
  | { type: 'notice'; what: 'me' | 'rooms' }
  | { type: 'closing'; code: string; message: string }
  | { type: 'pong'; at: Millis };

export type Reply = ({ re: string } & Answer) | ({ re: string } & Refusal);
