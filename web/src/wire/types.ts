/** The wire's types by the names the browser uses; schema.d.ts comes from the server's own description (`make wire`). */
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
export type Waypoint = Schemas['Waypoint'];
export type Title = Schemas['Title'];
export type RoomView = Schemas['RoomView'];
export type PersonView = Schemas['PersonView'];
export type Facing = PersonView['facing'];
export type SeatView = Schemas['SeatView'];
export type LineView = Schemas['LineView'];
/** The snapshot one viewer gets. */
export type View = Schemas['View'];

export type Event = Schemas['Event'];
/** What comes down beside answers: events, and what is not of the log. */
export type Frame = Schemas['Frame'];
export type Reply = Schemas['Reply'];

export type Typing = Schemas['Typing'];
export type Photographing = Schemas['Photograph'];
/** What is told to others and never logged. */
export type Momentary = Typing | Photographing;
/** What somebody wants of a room. */
export type Command = Exclude<Schemas['Command'], Momentary>;
/** The same before it has an id. */
export type Action = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;
/** A face or a gesture. */
export type Expression = Schemas['Express']['name'];

export type Answer = Schemas['Answer'];
/** The one shape of a refusal. */
export type Refusal = Schemas['Refusal'];

export type Visitor = Schemas['Visitor'];
/** May others have one in their photos; missing while one has not answered. */
export type Photos = NonNullable<Visitor['photos']>;
export type Me = Schemas['Me'];
/** How old somebody says they are. */
export type Age = NonNullable<Schemas['NewVisitor']['age']>;
/** Something staff did about somebody. */
export type Measure = Schemas['Measure'];
export type Report = Schemas['NewReport'];
export type Passkey = Schemas['Passkey'];
export type Session = Schemas['Session'];
export type SessionList = Schemas['SessionList'];
export type RoomInfo = Schemas['RoomInfo'];
export type Catalogue = Schemas['Catalogue'];
export type Welcome = Schemas['Welcome'];
export type CatalogueOutfit = Schemas['CatalogueOutfit'];
export type Wardrobe = Schemas['Wardrobe'];
export type WardrobeSlot = Schemas['WardrobeSlot'];
export type WardrobeItem = Schemas['WardrobeItem'];
/** Garments from inner to outer. */
export type Recipe = Schemas['Recipe'];
export type Garment = Schemas['Garment'];
export type Outfit = Schemas['Outfit'];
export type OutfitRecipe = Schemas['OutfitRecipe'];
export type Credit = Schemas['Credit'];
export type SavedLook = Schemas['Look'];
/** A picture that its link shows. */
export type SharedPicture = Schemas['SharedPicture'];
