import type { JSX } from 'preact';
import type { Expression } from '../wire/types';
import type { Gesture } from '../world/reduce';

/** An expression that stays on the face. */
export type Face = Exclude<Expression, Gesture>;

const shapes = {
  log: (
    <path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5zM8 8.5h8M8 11.5h5" />
  ),
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.5" />
      <path d="M2.5 19.5c.4-4 2.9-6 6.5-6s6.1 2 6.5 6zM15.5 5.3a3.3 3.3 0 0 1 0 6.4M17.5 14c2.3.7 3.7 2.5 4 5.5" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h9M18 7h2M4 17h2M11 17h9" />
      <circle cx="15.5" cy="7" r="2.5" />
      <circle cx="8.5" cy="17" r="2.5" />
    </>
  ),
  hanger: (
    <path d="M9.6 6.2a2.4 2.4 0 1 1 3.5 2.2c-.7.4-1.1.8-1.1 1.6M12 10l8.6 5.9c1.4 1 .8 3.1-.9 3.1H4.3c-1.7 0-2.3-2.1-.9-3.1z" />
  ),
  wears: <path d="M9 4.5 4 7l1.4 4.4L8 10.6V20h8v-9.4l2.6.8L20 7l-5-2.5a3 3 0 0 1-6 0z" />,
  camera: (
    <>
      <path d="M3.5 9.5A2.5 2.5 0 0 1 6 7h1.6l1.5-2.4h5.8L16.4 7H18a2.5 2.5 0 0 1 2.5 2.5v7A2.5 2.5 0 0 1 18 19H6a2.5 2.5 0 0 1-2.5-2.5z" />
      <circle cx="12" cy="12.8" r="3.6" />
    </>
  ),
  save: <path d="M12 4v11M7.5 10.5L12 15l4.5-4.5M4.5 15.5v2.5a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-2.5" />,
  share: (
    <path d="M12 15V4M7.5 8L12 3.5 16.5 8M7 11.5H6a1.5 1.5 0 0 0-1.5 1.5v5.5A1.5 1.5 0 0 0 6 20h12a1.5 1.5 0 0 0 1.5-1.5V13a1.5 1.5 0 0 0-1.5-1.5h-1" />
  ),
  tag: (
    <path d="M4 12.2V5.5A1.5 1.5 0 0 1 5.5 4h6.7a2 2 0 0 1 1.4.6l6 6a2 2 0 0 1 0 2.8l-6.2 6.2a2 2 0 0 1-2.8 0l-6-6a2 2 0 0 1-.6-1.4zM8.3 8.3h.01" />
  ),
  silhouette: (
    <path d="M12 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM4.5 20.5c.5-4 3.3-6 7.5-6s7 2 7.5 6z" fill="currentColor" />
  ),
  close: <path d="M6 6l12 12M18 6L6 18" />,
  block: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M6.5 6.5l11 11" />
    </>
  ),
  flag: <path d="M6 21V4M6 5c4-2.5 8 2.5 12 0v8c-4 2.5-8-2.5-12 0" />,
  more: <path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="3.2" />,
  program: (
    <>
      <rect x="5" y="8.5" width="14" height="11" rx="3" />
      <path d="M12 8.5V5M9.5 13h.01M14.5 13h.01M10 16.5h4" />
      <circle cx="12" cy="4" r="1" />
    </>
  ),
  house: <path d="M4 11.5L12 4l8 7.5M6 10v9.5h12V10M10 19.5v-5h4v5" />,
  key: (
    <>
      <circle cx="8" cy="15.5" r="3.8" />
      <path d="M10.8 12.8L19 4.6M15.5 8l3 3M12.8 10.7l1.8 1.8" />
    </>
  ),
  send: <path d="M4 11.5L20 4l-5 16-3.5-6.5zM11.5 13.5L20 4" />,
  dice: (
    <>
      <rect x="4" y="4" width="16" height="16" rx="4" />
      <path d="M8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01" stroke-width="2.8" />
    </>
  ),
  wave: (
    <>
      <path d="M8.2 13.6V7.2a1.35 1.35 0 0 1 2.7 0V5.3a1.35 1.35 0 0 1 2.7 0v1.4a1.35 1.35 0 0 1 2.7 0v1.8a1.3 1.3 0 0 1 2.6 0v5.7c0 3.9-2.4 6.3-5.6 6.3-2.7 0-4.2-1.2-5.5-3.4l-2.3-3.9c-.9-1.5 1.1-2.8 2.2-1.4z" />
      <path
        d="M10.9 7.2v4M13.6 6.7v4.5M16.3 8.5v3M4.8 8.5C4.8 6 5.8 4 7.5 2.8M2 8c.1-2 .8-3.9 2-5.3"
        stroke-width="1.7"
      />
    </>
  ),
  join: (
    <>
      <path d="M9.5 18V6.5L19.5 4v11.5M9.5 10l10-2.5" />
      <circle cx="7" cy="18" r="2.5" />
      <circle cx="17" cy="15.5" r="2.5" />
    </>
  ),
  whisper: <path d="M5 5.5h14v9.5h-6l-4.5 4v-4H5zM9 10.2h.01M12 10.2h.01M15 10.2h.01" stroke-dasharray="0" />,
  walk: <path d="M13 4.5h.01M8 20.5l2.5-5.5-1-4 3-2.5 2.5 3 2.5 1M9.5 11l-2.5 3M12 14l2.5 2.5.5 4" />,
  seat: <path d="M7 4v9h10V4M5 11v6h14v-6M7 17v3.5M17 17v3.5" />,
  map: <path d="M4 6.5l5-2 6 2 5-2v13l-5 2-6-2-5 2zM9 4.5v13M15 6.5v13" />,
  exit: <path d="M13 4H6v16h7M10 12h10M16.5 8.5L20 12l-3.5 3.5" />,
  mute: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />,
  copy: <path d="M9 9h10v11H9zM5 15V4h10v2" />,
  undo: <path d="M8 5L4 9l4 4M4.5 9H14a5 5 0 0 1 0 10H9" />,
  link: <path d="M10 14l4-4M8.5 10.5l-2 2a3.5 3.5 0 0 0 5 5l2-2M15.5 13.5l2-2a3.5 3.5 0 0 0-5-5l-2 2" />,
  down: <path d="M12 5v13M6.5 12.5L12 18l5.5-5.5" />,
  edit: <path d="M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3" />,
  check: <path d="M5 12.5l4.5 4.5L19 7" />,
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof shapes;

/** A small drawing with the street's round line. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}

/** The ten faces on the palette, drawn as the avatars' own. */
const faces: Record<Face, JSX.Element> = {
  neutral: <path d="M9 13v2.5M23 13v2.5M13 21.5h6" />,
  smile: <path d="M9 13v2.5M23 13v2.5M11 19.5c2.5 3.6 7.5 3.6 10 0" />,
  laugh: (
    <>
      <path d="M7.5 15c1-2.5 3.5-2.5 4.5 0M20 15c1-2.5 3.5-2.5 4.5 0" />
      <path d="M11 19h10c-.4 6.2-9.6 6.2-10 0z" fill="#e8756a" />
    </>
  ),
  wink: <path d="M9 13v2.5M20.5 14.5h5M11 19.5c2.5 3.6 7.5 3.6 10 0" />,
  shy: (
    <>
      <path d="M7.5 14c1 1.5 3 1.5 4 0M20.5 14c1 1.5 3 1.5 4 0M13 21c1 1.3 2 1.3 3 0 1 1.3 2 1.3 3 0" />
      <path d="M5.5 19h5M21.5 19h5" stroke="#e8756a" stroke-width="3" />
    </>
  ),
  surprised: (
    <>
      <path d="M9 12v3M23 12v3M8 8l3-1M24 8l-3-1" />
      <ellipse cx="16" cy="22" rx="2.6" ry="3.2" fill="#e8756a" />
    </>
  ),
  sad: (
    <>
      <path d="M9 14v2.5M23 14v2.5M12 23c2-2.6 6-2.6 8 0M7 10.5l3.5-1.5M25 10.5l-3.5-1.5" />
      <path d="M25 18c2 2.6-.4 4-1.2 3.2-.8-.8.2-2 1.2-3.2z" fill="#5bb7c4" stroke-width="1.2" />
    </>
  ),
  angry: <path d="M9 14v2.5M23 14v2.5M12 23c2-2.2 6-2.2 8 0M6.5 9.5l5 2.2M25.5 9.5l-5 2.2" />,
  sleepy: <path d="M7 14.5h5M20 14.5h5M14 21.5c1-1 3-1 4 0M24 7h4l-4 4h4" />,
  kiss: (
    <>
      <path d="M9 13v2.5M20.5 14.5h5M15 19.5c3 0 3 2 .5 2.2 2.5.2 2.5 2.3-.5 2.3" />
      <path d="M25 20.5c-2.5-2-2.5-4 0-2.5 2.5-1.5 2.5.5 0 2.5z" fill="#e8756a" stroke="#e8756a" />
    </>
  ),
};

export const expressions = Object.keys(faces) as Face[];

/** A face; an expression this browser does not know yet looks neutral. */
export function ExpressionFace({ name }: { name: string }) {
  return (
    <svg class="expression" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16.5" r="13" fill="#ffdf9e" />
      {faces[name as Face] ?? faces.neutral}
    </svg>
  );
}
