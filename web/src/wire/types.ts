/**
 * The wire's types by the names the browser uses. They come from the server's own description (schema.d.ts, by
 * `make wire`); written here is only what that cannot say: what comes down beside events, and what a path is.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export type VisitorID = string;
export type RoomID = string;
export type SeatID = string;
export type OutfitHash = string;
/** Opaque: a place in a room's log. */
export type Position = string;
/** Unix milliseconds UTC of room time. */
export type Millis = number;
export type Lang = keyof Title;

/** A corner of a walk in floor units, and the instant of reaching it. */
export type Waypoint = [x: number, y: number, at: Millis];

/** The same with the path as tuples. It applies to each member of a union. */
type Pathed<T> = T extends { path: unknown } ? Omit<T, 'path'> & { path: Waypoint[] } : T;

export type Title = Schemas['Title'];
export type RoomView = Schemas['RoomView'];
export type PersonView = Pathed<Schemas['PersonView']>;
export type Facing = PersonView['facing'];
export type SeatView = Schemas['SeatView'];
export type LineView = Schemas['LineView'];
/** The snapshot one viewer gets. */
export type View = Omit<Schemas['View'], 'people'> & { people: PersonView[] };

export type Event = Pathed<Schemas['Event']>;

/** What somebody wants of a room. */
export type Command = Exclude<Schemas['Command'], { type: 'typing' }>;
export type Typing = Schemas['Typing'];
/** The same before it has an id. */
export type Action = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

export type Answer = Schemas['Answer'];
/** The one shape of a refusal. */
export type Refusal = Schemas['Refusal'];

export type Visitor = Schemas['Visitor'];
export type Me = Schemas['MeBody'];
export type RoomInfo = Schemas['RoomInfo'];
export type Catalogue = Schemas['CatalogueBody'];
export type ReadyMade = Schemas['ReadyMade'];

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
