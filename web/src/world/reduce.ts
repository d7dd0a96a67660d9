import type { Event, Expression, LineView, Millis, PersonView, SeatView, View, VisitorID } from '../wire/types';

/** How many lines a view keeps. */
export const viewLines = 100;
/** And how many of those who went. */
const latelyKept = 5;
const latelyFor = 2 * 3_600_000;

/** What is played with the whole body, in the order of the keys 1 to 8; every other expression is a face. */
export const gestures = [
  'wave',
  'bow',
  'clap',
  'giggle',
  'cheer',
  'dance',
  'groove',
  'sleep',
] as const satisfies readonly Expression[];
export type Gesture = (typeof gestures)[number];
/** The gestures that go on; the others are played once. */
const lasting = ['dance', 'groove', 'sleep'] as const satisfies readonly Gesture[];
export type Lasting = (typeof lasting)[number];

export const isGesture = (name: string): name is Gesture => gestures.some((one) => one === name);
export const isLasting = (name: string): name is Lasting => lasting.some((one) => one === name);

/**
 * The room after an event. Pure, and equal to the server's view after every event; people, seats and lines that did not
 * change stay the same objects.
 */
export function apply(view: View, event: Event): View {
  return { ...change(view, event), position: event.position };
}

function change(view: View, event: Event): View {
  switch (event.type) {
    case 'entered':
      return enter(view, event);
    case 'left': {
      const people = view.people.filter((p) => p.id !== event.who);
      return { ...view, people, seats: seated(view.seats, people), lately: lately(view, event.who, event.at) };
    }
    case 'walked':
    case 'stood':
    case 'moved':
      return update(view, event.who, ({ seat: _, ...p }) => ({ ...rest(p), path: event.path, facing: event.facing }));
    case 'sat':
      return update(view, event.who, (p) => ({
        ...rest(p),
        path: event.path,
        facing: event.facing,
        seat: event.seat,
      }));
    case 'said':
    case 'whispered':
      return { ...view, lines: [...view.lines, line(view, event)].slice(-viewLines) };
    case 'retracted':
      return { ...view, lines: view.lines.map((l) => (l.position === event.line ? retract(l) : l)) };
    case 'expressed':
      return update(view, event.who, (p) => express(p, event.name, event.at));
    case 'dressed':
      return update(view, event.who, (p) => ({ ...p, outfit: event.outfit }));
    case 'renamed':
      return update(view, event.who, (p) => ({ ...p, name: event.name }));
    case 'agreed':
      return update(view, event.who, ({ photos: _, ...p }) => ({
        ...p,
        ...(event.photos && { photos: event.photos }),
      }));
    case 'forgotten':
      return forget(view, event);
    case 'redrawn': {
      const { map, title, capacity } = event;
      const seats = event.seats.map((id) => ({ id }));
      return { ...view, room: { ...view.room, map, title, capacity }, seats: seated(seats, view.people) };
    }
    default:
      // An event of a newer server: only the position moves.
      return view;
  }
}

function enter(view: View, event: Extract<Event, { type: 'entered' }>): View {
  const { who: id, name, kind, lang, outfit, photos, path, facing } = event;
  const person: PersonView = {
    id,
    name,
    kind,
    ...(lang && { lang }),
    outfit,
    ...(photos && { photos }),
    path,
    facing,
  };
  const people = [...view.people.filter((p) => p.id !== id), person];
  return { ...view, people, seats: seated(view.seats, people), lately: others(view, id, event.at) };
}

/** Who went last, newest first. Programs were never here. */
function lately(view: View, who: VisitorID, at: Millis): View['lately'] {
  const person = view.people.find(({ id }) => id === who);
  const before = others(view, who, at);
  if (!person || person.kind === 'program') return before;
  return [{ who, name: person.name, outfit: person.outfit, at }, ...before].slice(0, latelyKept);
}

/** The others of those who were here lately. */
const others = (view: View, id: VisitorID, now: Millis) =>
  view.lately.filter(({ who, at }) => who !== id && at + latelyFor >= now);

function update(view: View, who: VisitorID, turn: (person: PersonView) => PersonView): View {
  const people = view.people.map((p) => (p.id === who ? turn(p) : p));
  return { ...view, people, seats: seated(view.seats, people) };
}

function express(person: PersonView, name: string, at: Millis): PersonView {
  if (isLasting(name)) return { ...person, doing: name, doingSince: at };
  if (isGesture(name)) return rest(person);
  const { expression: _, ...others } = person.doing === 'sleep' ? rest(person) : person;
  return name === 'neutral' ? others : { ...others, expression: name };
}

/** Without what somebody does. */
function rest(person: PersonView): PersonView {
  if (person.doing === undefined) return person;
  const { doing: _, doingSince: __, ...others } = person;
  return others;
}

function line(view: View, event: Extract<Event, { type: 'said' | 'whispered' }>): LineView {
  const name = (id: VisitorID) => view.people.find((p) => p.id === id)?.name ?? '';
  const { position, at, who, text, lang, expired, held, inert } = event;
  return {
    position,
    at,
    who,
    name: name(who),
    ...(event.type === 'whispered' && { to: event.to, toName: name(event.to) }),
    ...(event.type === 'said' && event.stage && { stage: true }),
    text,
    ...(lang && { lang }),
    ...(expired && { expired }),
    ...(held && { held }),
    ...(inert && { inert }),
  };
}

/** Texts whose keys are gone read as expired. */
function forget(
  view: View,
  { who, public: open = 0, private: secret = 0 }: Extract<Event, { type: 'forgotten' }>,
): View {
  const gone = (author: VisitorID | undefined, at: Millis, hidden: boolean) =>
    author !== undefined && (who ? author === who : at < (hidden ? secret : open));
  const lines = view.lines.map((line) => {
    const next = { ...line };
    if (line.text && gone(line.who, line.at, line.to !== undefined || line.held === true)) {
      next.text = '';
      next.expired = true;
    }
    if (gone(line.who, line.at, false)) next.name = '';
    if (gone(line.to, line.at, false)) delete next.toName;
    return next;
  });
  return { ...view, lines, lately: view.lately.filter((g) => !gone(g.who, g.at, false)) };
}

function retract({ lang: _, expired: __, ...line }: LineView): LineView {
  return { ...line, text: '', retracted: true };
}

function seated(seats: SeatView[], people: PersonView[]): SeatView[] {
  const held = new Map(people.filter((p) => p.seat !== undefined).map((p) => [p.seat, p.id]));
  if (seats.every((s) => s.who === held.get(s.id))) return seats;
  return seats.map((s) => {
    const who = held.get(s.id);
    return s.who === who ? s : who === undefined ? { id: s.id } : { id: s.id, who };
  });
}
