import { type ReadonlySignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { headings, type Point, toPicture } from '../stage/floor';
import { groupsOf } from '../stage/roomart';
import type { Facing } from '../wire/types';
import type { Lie } from '../world/scene';
import { useStudioWords } from './context';
import type { Spot } from './desk';
import type { Drawn } from './drawn';
import { Handle } from './handle';

/** What can be shown of what a designer laid down. */
export const layers = ['floor', 'bases', 'seats', 'exits', 'areas', 'order', 'ids'] as const;
export type Layer = (typeof layers)[number];

/** Floor units of an arrow. */
const arrow = 30;

interface Shown {
  art: Drawn;
  lie: ReadonlySignal<Lie | undefined>;
  shown: ReadonlySet<Layer>;
  /** Writes where a spot is now; false when it stays where it was. Undefined where nothing can be moved. */
  move: ((spot: Spot, to: Point) => Promise<boolean>) | undefined;
}

/** What a designer laid down, drawn over the room as it lies on the screen. */
export function Marks({ art, lie, shown, move }: Shown) {
  const svg = useRef<SVGSVGElement>(null);
  // Not by rendering: it moves with every frame.
  useSignalEffect(() => {
    const at = lie.value;
    if (!at || !svg.current) return;
    svg.current.style.setProperty('--k', String(1 / at.scale));
    svg.current.firstElementChild!.setAttribute('transform', `translate(${at.x} ${at.y}) scale(${at.scale})`);
  });
  const words = useStudioWords();
  const named = shown.has('ids');
  const on = { art, named };
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML has no groups inside a drawing
    <svg ref={svg} class="marks" role="group" aria-label={words.marks}>
      <g>
        {shown.has('floor') && <Floor {...on} />}
        {shown.has('areas') && <Areas {...on} />}
        {shown.has('bases') && <Bases {...on} />}
        {shown.has('exits') && <Exits {...on} />}
        {shown.has('order') && <Order {...on} />}
        {named && <Pieces {...on} />}
        {shown.has('seats') && <Seats {...on} lie={lie} move={move} />}
      </g>
    </svg>
  );
}

interface On {
  art: Drawn;
  named: boolean;
}

const onFloor = ({ origin }: Drawn, [x, y]: Point): Point => toPicture(origin, x, y);
const corners = (art: Drawn, polygon: readonly Point[]) => polygon.map((p) => onFloor(art, p).join()).join(' ');

/** The middle of a polygon, for its name. */
function middle(polygon: readonly Point[]): Point {
  const sum = (i: 0 | 1) => polygon.reduce((all, p) => all + p[i], 0) / polygon.length;
  return [sum(0), sum(1)];
}

function Label({ at: [x, y], text }: { at: Point; text: string }) {
  return (
    <text x={x} y={y}>
      {text}
    </text>
  );
}

function Floor({ art }: On) {
  return (
    <>
      {art.walk.map((one, i) => (
        <polygon key={`w${i}`} class="walk" points={corners(art, one)} />
      ))}
      {art.blocked.map((one, i) => (
        <polygon key={`b${i}`} class="blocked" points={corners(art, one)} />
      ))}
    </>
  );
}

function Areas({ art, named }: On) {
  return (
    <>
      {art.areas.map(({ id, kind, polygon }) => (
        <g key={id}>
          <polygon class="area" points={corners(art, polygon)} />
          <Label at={onFloor(art, middle(polygon))} text={named ? `${id} · ${kind}` : kind} />
        </g>
      ))}
      {art.tables.map(({ id, polygon, area }) => (
        <g key={id}>
          <polygon class="area" points={corners(art, area)} />
          <polygon class="table" points={corners(art, polygon)} />
          {named && <Label at={onFloor(art, middle(polygon))} text={id} />}
        </g>
      ))}
    </>
  );
}

function Bases({ art }: On) {
  return (
    <>
      {groupsOf(art.pieces).map(({ id, base }) => (
        <polyline key={id} class="base" points={corners(art, base)} />
      ))}
    </>
  );
}

/** Where somebody faces, from a point on. */
function Way({ art, at, facing }: { art: Drawn; at: Point; facing: Facing }) {
  const [dx, dy] = headings[facing];
  const on = (along: number, aside: number) =>
    onFloor(art, [at[0] + dx * along - dy * aside, at[1] + dy * along + dx * aside]);
  const [from, tip, left, right] = [on(0, 0), on(arrow, 0), on(arrow - 9, -7), on(arrow - 9, 7)];
  return <path class="way" d={`M${from}L${tip}M${left}L${tip}L${right}`} />;
}

function Exits({ art, named }: On) {
  return (
    <>
      {art.spawn.map((at, i) => {
        const [x, y] = onFloor(art, at);
        return <ellipse key={i} class="spawn" cx={x} cy={y} rx={14} ry={7} />;
      })}
      {art.exits.map(({ id, target, at, facing, outline }) => (
        <g key={id} class="exit">
          <polygon points={outline.map((p) => p.join()).join(' ')} />
          <Way art={art} at={at} facing={facing} />
          <Label at={middle(outline)} text={named ? `${id} → ${target}` : `→ ${target}`} />
        </g>
      ))}
    </>
  );
}

function Seats({ art, named, lie, move }: On & Pick<Shown, 'lie' | 'move'>) {
  const words = useStudioWords();
  const [moving, setMoving] = useState<{ spot: Spot; to: Point; written: boolean }>();
  // What was moved is where it was put until the room is drawn anew with it; a drawing of before moves nothing back.
  useEffect(() => setMoving((now) => (now?.written ? undefined : now)), [art]);
  const place = (spot: Spot, at: Point) =>
    moving?.spot.seat === spot.seat && moving.spot.approach === spot.approach ? moving.to : at;
  const handle = (kind: 'at' | 'approach', seat: Drawn['seats'][number]) => {
    const spot = { seat: seat.id, approach: kind === 'approach' };
    const at = place(spot, seat[kind]);
    const [x, y] = onFloor(art, at);
    const size = kind === 'at' ? [6, 6] : [12, 6];
    if (!move) return <ellipse class={kind} cx={x} cy={y} rx={size[0]} ry={size[1]} />;
    const drop = async (to: Point) => {
      const put = { spot, to, written: false };
      setMoving(put);
      const written = await move(spot, to);
      setMoving((now) => (now !== put ? now : written ? { ...put, written } : undefined));
    };
    const drag = (to: Point) => setMoving({ spot, to, written: false });
    const grip = { lie, origin: art.origin, drag, drop };
    return <Handle kind={kind} label={words.spots[kind](seat.id)} at={at} place={[x, y]} {...grip} />;
  };
  return (
    <>
      {art.seats.map((seat) => {
        const at = place({ seat: seat.id, approach: false }, seat.at);
        const [x, y] = onFloor(art, at);
        const [ax, ay] = onFloor(art, place({ seat: seat.id, approach: true }, seat.approach));
        return (
          <g key={seat.id} class="seat">
            <path class="reach" d={`M${x} ${y}L${ax} ${ay}`} />
            <path class="height" d={`M${x} ${y}V${y - seat.height}`} />
            <Way art={art} at={at} facing={seat.facing} />
            {handle('approach', seat)}
            {handle('at', seat)}
            {named && <Label at={[x, y - seat.height - 8]} text={seat.id} />}
          </g>
        );
      })}
    </>
  );
}

/** The order in which groups of furniture are drawn, back to front. */
function Order({ art }: On) {
  return (
    <>
      {groupsOf(art.pieces).map(({ id, base }, i) => {
        const [x, y] = onFloor(art, middle(base));
        return (
          <g key={id} class="order">
            <circle cx={x} cy={y} r={11} />
            <Label at={[x, y]} text={String(i + 1)} />
          </g>
        );
      })}
    </>
  );
}

/** Furniture by the names of its groups, above the line where it meets the floor. */
function Pieces({ art }: On) {
  return (
    <>
      {groupsOf(art.pieces).map(({ id, base, frame: [x, y, w, h] }) => {
        const [mx, my] = onFloor(art, middle(base));
        return (
          <g key={id} class="piece">
            <rect x={x} y={y} width={w} height={h} />
            <Label at={[mx, my + 20]} text={id} />
          </g>
        );
      })}
    </>
  );
}
