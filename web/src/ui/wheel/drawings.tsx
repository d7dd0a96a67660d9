import type { JSX } from 'preact';
import type { Gesture } from '../../world/reduce';

/** A limb or a trunk: a thick line in its colour, with the plum outline around it. */
function Tube({ d, of, width = 5 }: { d: string; of: string; width?: number }) {
  return (
    <>
      <path d={d} stroke-width={width + 4} />
      <path d={d} stroke={of} stroke-width={width} />
    </>
  );
}

const skin = '#ffdf9e';
const coral = '#e8756a';
const teal = '#5bb7c4';
const sun = '#ffc857';
const leaf = '#5fb98c';
const lilac = '#b79be0';

/** The gestures, drawn as the faces are. */
const gestures: Record<Gesture, JSX.Element> = {
  wave: (
    <>
      <path
        d="M14.5 24.5V13a2.6 2.6 0 0 1 5.2 0V9.4a2.6 2.6 0 0 1 5.2 0v2.7a2.6 2.6 0 0 1 5.2 0v3.2a2.5 2.5 0 0 1 5 0V26c0 7-4.4 11-10.4 11-5 0-7.8-2.3-10.2-6.3l-4.2-7.2c-1.6-2.8 1.9-5 4.2-2.3z"
        fill={skin}
      />
      <path d="M19.7 13v7M24.9 12.1v7.9M30.1 15.3v5" stroke-width="1.8" />
      <path d="M9.5 14.5c.2-4 1.9-7.2 4.8-9.3M4.5 13c.3-4.6 2-8.4 4.7-11" stroke={coral} stroke-width="2.6" />
    </>
  ),
  bow: (
    <>
      <Tube d="M12 34.5V26" of={lilac} width={7} />
      <Tube d="M12 26.500c-.5-5.5 2.5-8.5 8-8.5" of={teal} width={8} />
      <Tube d="M17.5 20l3.5 8.5" of={teal} width={3.2} />
      <circle cx="27.5" cy="19" r="8.8" fill={skin} />
      <path d="M21 12.500c5.5-5.5 15-2.5 15.3 6-3.3-1-5.8-3-6.8-5.5-2 2-6 2.5-9 1.500z" fill={coral} />
      <path d="M30.5 21.500c1 1.3 2.8 1.3 3.7 0M28.5 24.800c.8.8 1.8.9 2.6.4" stroke-width="1.9" />
      <path d="M12.5 11c1.5-3.5 4.5-6 8.5-7M35 6.500c1.7 1.5 3 3.5 3.5 6" stroke={coral} stroke-width="2.4" />
    </>
  ),
  clap: (
    <>
      <path
        d="M6.5 27l9.5-10.500c2.5-2.8 6.3.2 4.4 3.200L18 23.500l2.5 9.500c-4.5 4.5-10.5 4-13.5.5-2-2.3-2-4.5-.5-6.500z"
        fill={skin}
      />
      <path
        d="M34.5 25l-8.3-11.500c-2.2-3-6.3-.6-4.8 2.600l2 4.2-3.5 9.200c4 5 10 5.2 13.3 2.1 2.2-2 2.5-4.3 1.3-6.600z"
        fill={skin}
      />
      <path d="M20 9.500V3.500M12.5 11.500L9 6.500M28 9.500l3.3-5" stroke={coral} stroke-width="2.6" />
    </>
  ),
  giggle: (
    <>
      <circle cx="19" cy="19" r="14" fill={skin} />
      <path d="M10.5 16.500c1.2-3 4-3 5.2 0M22 16.500c1.2-3 4-3 5.2 0" />
      <path d="M12.5 21.500h13c-.5 8-12.5 8-13 0z" fill={coral} />
      <path
        d="M21.5 36.500c-1.5-4 0-9.5 3.5-11.5 3-1.6 5 1.2 3.7 3.6 3-1.4 5.8.6 4.7 3.3-.9 2.5-2 4.6-3.4 6z"
        fill={skin}
      />
      <path d="M35.5 9.500l2.5-2M36.5 15.500h3M4.5 6.500L3 4.5" stroke={coral} stroke-width="2.4" />
    </>
  ),
  cheer: (
    <>
      <path d="M28 17.500h3.500c5.5 0 5.5 11.5 0 11.500H28" fill="none" />
      <path d="M9.5 14.500h19l-1.5 20c-.1 1.4-1 2.5-2.5 2.500h-11c-1.5 0-2.4-1.1-2.5-2.500z" fill={sun} />
      <path
        d="M9.5 18c-3.5-.5-4-5.5-.3-6.3 0-4.4 5.3-5.7 7.5-2.7 2.3-3 7-2 7.3 1.5 4.5-1.3 7 3 4.5 6-1.3 1.5-3.5 1.3-4.5.2-.4 3.8-4.5 3.6-5 .4-1.8 2.4-4.6 1.8-5.2-.3-.8 1.5-2.8 2-4.3 1.200z"
        fill="#fffdf8"
      />
      <path d="M15.5 24v7M22.5 24v7" stroke-width="1.8" />
      <path d="M31 6.500l2.5-3M35 11.500l3.5-1.500M5 5.500L3 3" stroke={coral} stroke-width="2.4" />
    </>
  ),
  dance: (
    <>
      <Tube d="M16.5 27v8" of={skin} width={3.2} />
      <Tube d="M22 27l6.5 3 3-4" of={skin} width={3.2} />
      <Tube d="M16 18l-6-2.5-2.5-6.5" of={skin} width={3.2} />
      <Tube d="M22 18l6 1.5 5-5" of={skin} width={3.2} />
      <path d="M16 15.500h6c1 4.5 2.7 8.5 5.5 12.5-5 2-12 2-17 0 2.8-4 4.5-8 5.5-12.500z" fill={coral} />
      <circle cx="19" cy="10" r="7.3" fill={skin} />
      <path d="M11.7 10.500C11 1.5 25.5-.5 26.3 10c-2.3-.3-4.3-1.5-5.3-3.5-2 2.5-5.5 4-9.3 4z" fill={teal} />
      <path d="M16 13.300c1.5 1.6 4.3 1.6 5.6 0" stroke-width="1.9" />
      <path d="M33 9V3.500l4-1" stroke-width="2" />
      <path d="M31.8 9.300h.01" stroke-width="4.2" />
      <path d="M7.5 34.500c-1.5-1-2.8-2.5-3.5-4.500M24 36.500c2 .3 4.2 0 6-1" stroke={coral} stroke-width="2.4" />
    </>
  ),
  groove: (
    <>
      <circle cx="20" cy="21" r="13" fill={skin} />
      <path d="M7 20c0-19 26-19 26 0" fill="none" stroke-width="6.5" />
      <path d="M7 20c0-19 26-19 26 0" stroke={lilac} stroke-width="2.6" />
      <rect x="3" y="16.5" width="7" height="11.5" rx="3.5" fill={lilac} />
      <rect x="30" y="16.5" width="7" height="11.5" rx="3.5" fill={lilac} />
      <path d="M13 20.500c1 1.5 3.2 1.5 4.2 0M22.8 20.500c1 1.5 3.2 1.5 4.2 0M15.5 26.500c2.5 3 6.5 3 9 0" />
      <path d="M4.5 8.500V3.500l3-1" stroke-width="2" />
      <path d="M3.3 8.800h.01" stroke-width="4" />
      <path d="M36 11.500v-6" stroke-width="2" />
      <path d="M34.8 11.700h.01" stroke-width="4" />
    </>
  ),
  sleep: (
    <>
      <path d="M4 30c0-4 3.5-5.5 8-5h16c5-.5 8.5 1 8.5 5.5 0 4-3.5 5.5-8 5H12c-4.5.5-8-1.5-8-5.500z" fill="#fffdf8" />
      <circle cx="18" cy="19.5" r="11.5" fill={skin} />
      <path d="M10 20c1.2 1.6 3.6 1.6 4.8 0M19.8 20c1.2 1.6 3.6 1.6 4.8 0" />
      <ellipse cx="17.5" cy="25" rx="1.7" ry="1.5" fill={coral} stroke-width="1.6" />
      <path d="M4 36.500c.5-6 8-8 13.5-6.5 6 1.5 12-.5 17.5 1.5 2 .8 2.3 3.5 1.5 5z" fill={leaf} />
      <path d="M30 10.500h6l-6 6.500h6M24.5 2h4.500l-4.5 5H29" stroke={coral} stroke-width="2.5" />
    </>
  ),
};

/** A gesture, as a small drawing. */
export function GestureIcon({ name }: { name: Gesture }) {
  return (
    <svg class="gesture" viewBox="0 0 40 40" aria-hidden="true">
      {gestures[name]}
    </svg>
  );
}
