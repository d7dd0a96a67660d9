import type { JSX } from 'preact';

/** Drawings in the street's round line: one for each kind of item, and the closet's tools. */
const shapes = {
  // Kinds of items
  body: (
    <>
      <circle cx="12" cy="5.5" r="2.8" />
      <path d="M8.5 20.5l.6-6.5-2.6-1.4c0-2.8 2-3.6 5.5-3.6s5.5.8 5.5 3.6l-2.6 1.4.6 6.5M12 15v5.5" />
    </>
  ),
  face: (
    <>
      <path d="M4.5 11c0-4.7 3-7.5 7.5-7.5s7.5 2.8 7.5 7.5-3 9.5-7.5 9.5S4.5 15.7 4.5 11z" />
      <path d="M9.2 10.5v1.5M14.8 10.5v1.5M9.5 15.5c1.4 1.4 3.6 1.4 5 0" />
    </>
  ),
  eyes: (
    <>
      <path d="M2.5 12.5C5 8.5 8.2 6.5 12 6.5s7 2 9.5 6c-2.5 3.3-5.7 5-9.5 5s-7-1.7-9.5-5z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  brows: <path d="M3 13.5c1.2-3 3.8-4.6 7-3.5M14 10c3.2-1.1 5.8.5 7 3.5" stroke-width="2.6" />,
  mouth: (
    <path d="M3.5 11.5c2.3-2.6 4.6-4 6.3-3.4.9.3 1.5.9 2.2.9s1.3-.6 2.2-.9c1.7-.6 4 .8 6.3 3.4-2.6 4-5.4 5.8-8.5 5.8s-5.9-1.8-8.5-5.8zM3.5 11.5c5.6 1.3 11.4 1.3 17 0" />
  ),
  makeup: <path d="M9 11V7.5L13.5 3.5c1 .6 1.5 1.6 1.5 3V11M7.5 11h9v4h-9zM6.5 15h11v5.5h-11z" />,
  glasses: (
    <>
      <circle cx="7" cy="13.5" r="3.8" />
      <circle cx="17" cy="13.5" r="3.8" />
      <path d="M10.8 12.8c.8-.6 1.6-.6 2.4 0M3.2 12.5L5 7.5M20.8 12.5L19 7.5" />
    </>
  ),
  hair: (
    <path d="M4 20c-.6-3 .3-5 .3-8.5C4.3 6.5 7.5 3.5 12 3.5s7.7 3 7.7 8c0 3.5.9 5.5.3 8.5-2.2.4-3.5-.5-3.5-3v-3.5c-3-.3-5.4-1.6-6.8-3.9-.5 2.3-1.3 3.4-2.2 4v3.4c0 2.5-1.3 3.4-3.5 3z" />
  ),
  ears: (
    <path d="M4.5 20c-1-6-.8-11.5.8-16 2.5 1 4.3 2.9 5.5 5.5.8-.2 1.6-.2 2.4 0C14.4 6.9 16.2 5 18.7 4c1.6 4.5 1.8 10 .8 16M7 8.5c.8.9 1.3 1.8 1.7 3M17 8.5c-.8.9-1.3 1.8-1.7 3" />
  ),
  hat: (
    <path d="M5.5 15.5C5.5 9.5 8 6 12 6s6.5 3.5 6.5 9.5M2.5 16.5c2-1.3 5.5-2 9.5-2s7.5.7 9.5 2c-1.6 1.7-5.2 2.5-9.5 2.5s-7.9-.8-9.5-2.5z" />
  ),
  neck: (
    <path d="M5 6.5c2.3 2.3 4.6 3.3 7 3.3s4.7-1 7-3.3c.8 2.7-.3 4.9-2.5 6.2l1.5 7-4.2.8-1.6-7.1c-2.9.2-6.5-1.6-7.2-6.9z" />
  ),
  top: <path d="M8.5 4L3 7.5l2.2 4 2.3-1.2V20h9v-9.7l2.3 1.2 2.2-4L15.5 4c-.6 1.7-1.8 2.5-3.5 2.5S9.1 5.7 8.5 4z" />,
  outer: (
    <>
      <path d="M8.5 3.5L4 6 3 19l3.5.5.5-6V21h10v-7.5l.5 6 3.5-.5-1-13-4.5-2.5L12 8z" />
      <path d="M12 8v13" />
    </>
  ),
  bottom: <path d="M6.5 3.5h11l1.5 17h-5L12 10l-2 10.5H5zM6.2 7h11.6" />,
  dress: <path d="M9 3v3.5L7.5 10l1.5 2.5L5 20.5h14l-4-8 1.5-2.5L15 6.5V3M9 6.5c1 1 2 1.5 3 1.5s2-.5 3-1.5M9 12.5h6" />,
  onepiece: <path d="M8 3v5.5M16 3v5.5M8 8.5h8v4.5l1.5 7.5h-4L12 15l-1.5 5.5h-4L8 13zM9.5 13h5" />,
  japanese: (
    <>
      <path d="M8.5 3.5L3.5 6l-1 9h5L7 20.5h10l-.5-5.5h5l-1-9-5-2.5L12 9z" />
      <path d="M8.5 3.5l6.5 8.5M7.2 12h9.6v3H7.4" />
    </>
  ),
  socks: <path d="M8.5 3.5h6V13l4.5 3c2 1.4 1 4.5-1.5 4.5h-3c-1 0-1.8-.3-2.5-.9l-3.5-3zM8.5 7h6" />,
  shoes: (
    <path d="M3 8.5c1.5 1 3 1 4.5-.5 1.3 2.7 4 4.7 8 5.5 3.5.7 5.5 1.5 5.5 4.5H3zM3 18h18M9.5 11.5l1.5-1.5M12 13l1.5-1.5" />
  ),
  bag: <path d="M5 9.5h14l1.5 11h-17zM8.5 9.5V8a3.5 3.5 0 0 1 7 0v1.5M8.5 13h7" />,
  back: (
    <path d="M12 20c-1-3-2.5-4.5-5-5.5C4 13.5 2.5 10.5 2.5 5c4.5.5 8 3 9.5 7 1.5-4 5-6.5 9.5-7 0 5.5-1.5 8.5-4.5 9.5-2.5 1-4 2.5-5 5.5zM6 8.5c2 1 3.3 2.5 4 4.5M18 8.5c-2 1-3.3 2.5-4 4.5" />
  ),
  tail: (
    <path d="M4 20.5c6 .5 9-1.5 9-6 0-4 1.5-6 4-6 2.2 0 3.5 1.5 3.5 3.5S19 15 17.5 15c-1 0-1.8-.6-2-1.6M13.2 14C12 18 9 17.5 4 17.5" />
  ),
  held: <path d="M6 8.5h11.5L16 20.5H7.5zM5 8.5h13.5M12.5 8.5L14.5 2.5h3M7 13h10" />,
  // Tools
  turnLeft: (
    <path d="M9.5 19.6C5.6 18.9 3 17 3 14.8 3 12 7 9.7 12 9.7s9 2.3 9 5.1c0 2-2 3.7-5 4.5M6.5 16.6l3.3 3-3 3.2M12 9.7V2.5" />
  ),
  turnRight: (
    <path d="M14.5 19.6c3.9-.7 6.5-2.6 6.5-4.8 0-2.8-4-5.1-9-5.1s-9 2.3-9 5.1c0 2 2 3.7 5 4.5M17.5 16.6l-3.3 3 3 3.2M12 9.7V2.5" />
  ),
  nearer: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21M7.5 10.5h6M10.5 7.5v6" />
    </>
  ),
  further: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21M7.5 10.5h6" />
    </>
  ),
  pose: (
    <>
      <circle cx="12" cy="4.8" r="2.3" />
      <path d="M4.5 6.5c2 2.5 4.5 3.5 7.5 3.5s4.5-2 6.5-5M12 10v5M12 15l-4 6M12 15l5 1.5-.5 4.5" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21" />
    </>
  ),
  layers: <path d="M12 3.5l9 5-9 5-9-5zM3.5 13l8.5 4.7 8.5-4.7M3.5 17l8.5 4.7 8.5-4.7" />,
  undo: <path d="M8 5L4 9l4 4M4.5 9H14a5 5 0 0 1 0 10H9" />,
  redo: <path d="M16 5l4 4-4 4M19.5 9H10a5 5 0 0 0 0 10h5" />,
  heart: <path d="M12 20.5C6 16 3 12.8 3 9a4.5 4.5 0 0 1 9-1.2A4.5 4.5 0 0 1 21 9c0 3.8-3 7-9 11.5z" />,
  share: <path d="M12 14.5V3.5M8 7l4-3.5L16 7M6 11H4.5v9.5h15V11H18" />,
  camera: (
    <>
      <path d="M3 8.5h4.5L9 5.5h6l1.5 3H21v11H3z" />
      <circle cx="12" cy="13.5" r="3.5" />
    </>
  ),
  scissors: (
    <>
      <circle cx="6.5" cy="17.5" r="3" />
      <circle cx="17.5" cy="17.5" r="3" />
      <path d="M8.3 15L16.5 3.5M15.7 15L7.5 3.5" />
    </>
  ),
  sun: (
    <>
      <circle cx="12" cy="12" r="4.3" />
      <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
    </>
  ),
  list: <path d="M4 6.5h.01M4 12h.01M4 17.5h.01M9 6.5h11M9 12h11M9 17.5h11" stroke-width="2.4" />,
  grip: <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="3" />,
  up: <path d="M12 19V6M6.5 11.5L12 6l5.5 5.5" />,
  down: <path d="M12 5v13M6.5 12.5L12 18l5.5-5.5" />,
  trash: <path d="M4 6.5h16M9.5 6.5v-3h5v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6" />,
  goBack: <path d="M10.5 5L4 12l6.5 7M4.5 12H20" />,
} satisfies Record<string, JSX.Element>;

export type ClosetIconName = keyof typeof shapes;

export function ClosetIcon({ name }: { name: ClosetIconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}

/** The drawing of a kind of items; one this browser does not know yet hangs on a hanger. */
export function SlotIcon({ slot }: { slot: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {Object.hasOwn(shapes, slot) ? (
        shapes[slot as ClosetIconName]
      ) : (
        <path d="M9.6 6.2a2.4 2.4 0 1 1 3.5 2.2c-.7.4-1.1.8-1.1 1.6M12 10l8.6 5.9c1.4 1 .8 3.1-.9 3.1H4.3c-1.7 0-2.3-2.1-.9-3.1z" />
      )}
    </svg>
  );
}
