import type { Event, LineView, PersonView, SeatView, View, VisitorID } from '../wire/types';

/** How many lines a view keeps. */
export const viewLines = 100;

/** Gestures pass; every other expression stays on the face. */
export const gestures: readonly string[] = ['wave'];

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
      return { ...view, people, seats: seated(view.seats, people) };
    }
    case 'walked':
    case 'stood':
    case 'moved':
      return update(view, event.who, ({ seat: _, ...p }) => ({ ...p, path: event.path, facing: event.facing }));
    case 'sat':
      return update(view, event.who, (p) => ({ ...p, path: event.path, facing: event.facing, seat: event.seat }));
    case 'said':
    case 'whispered':
      return { ...view, lines: [...view.lines, line(view, event)].slice(-viewLines) };
    case 'retracted':
      return { ...view, lines: view.lines.map((l) => (l.position === event.line ? retract(l) : l)) };
    case 'expressed':
      return update(view, event.who, (p) => express(p, event.name));
    case 'dressed':
      return update(view, event.who, (p) => ({ ...p, outfit: event.outfit }));
    case 'renamed':
      return update(view, event.who, (p) => ({ ...p, name: event.name }));
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
  const { who: id, name, kind, lang, outfit, path, facing } = event;
  const person: PersonView = { id, name, kind, ...(lang && { lang }), outfit, path, facing };
  const people = [...view.people.filter((p) => p.id !== id), person];
  return { ...view, people, seats: seated(view.seats, people) };
}

function update(view: View, who: VisitorID, turn: (person: PersonView) => PersonView): View {
  const people = view.people.map((p) => (p.id === who ? turn(p) : p));
  return { ...view, people, seats: seated(view.seats, people) };
}

function express(person: PersonView, name: string): PersonView {
  if (gestures.includes(name)) return person;
  const { expression: _, ...rest } = person;
  return name === 'neutral' ? rest : { ...rest, expression: name };
}

function line(view: View, event: Extract<Event, { type: 'said' | 'whispered' }>): LineView {
  const name = (id: VisitorID) => view.people.find((p) => p.id === id)?.name ?? '';
  const { position, at, who, text, lang, expired } = event;
  return {
    position,
    at,
    who,
    name: name(who),
    ...(event.type === 'whispered' && { to: event.to, toName: name(event.to) }),
    text,
    ...(lang && { lang }),
    ...(expired && { expired }),
  };
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
