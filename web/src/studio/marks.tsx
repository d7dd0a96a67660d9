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
export const layers = ['floor', 'bases', 'seats', 'exits', 'areas', 'audiences', 'order', 'ids'] as const;
export type Layer = (typeof layers)[number];

/** Floor units of an arrow. */
const arrow = 30;

interface Moves {
  lie: ReadonlySignal<Lie | undefined>;
  /** Writes where a spot is now; false when it stays where it was. Undefined where nothing can be moved. */
  move: ((spot: Spot, to: Point) => Promise<boolean>) | undefined;
}

/** A number beside which something is told. */
export interface Pin {
  at: Point;
  number: number;
}

interface Shown extends Moves {
  art: Drawn;
  shown: ReadonlySet<Layer>;
  pins: readonly Pin[];
}

/** What a designer laid down, drawn over the room as it lies on the screen. */
export function Marks({ art, lie, shown, pins, move }: Shown) {
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
        {shown.has('audiences') && <Audiences {...on} />}
        {shown.has('bases') && <Bases {...on} lie={lie} move={move} />}
        {shown.has('exits') && <Exits {...on} />}
        {shown.has('order') && <Order {...on} />}
        {named && <Pieces {...on} />}
        {shown.has('seats') && <Seats {...on} lie={lie} move={move} />}
        <Pins art={art} pins={pins} />
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
      {art.blocked.map(({ polygon }, i) => (
        <polygon key={`b${i}`} class="blocked" points={corners(art, polygon)} />
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
    </>
  );
}

/** Tables: where they stand, who sits at them, and where one stands to hear what is said there. */
function Audiences({ art, named }: On) {
  return (
    <>
      {art.tables.map(({ id, polygon, area }) => {
        const [x, y] = onFloor(art, middle(polygon));
        const sitting = art.seats.filter(({ table }) => table === id).map(({ at }) => onFloor(art, at).join());
        return (
          <g key={id} class="audience">
            <polygon class="heard" points={corners(art, area)} />
            <polygon class="table" points={corners(art, polygon)} />
            {sitting.length > 0 && <path d={sitting.map((at) => `M${x},${y}L${at}`).join('')} />}
            {named && <Label at={[x, y]} text={id} />}
          </g>
        );
      })}
    </>
  );
}

/** Furniture by the lines where it meets the floor. */
function Bases({ art, named, lie, move }: On & Moves) {
  const words = useStudioWords();
  const moving = useMoving(art, move);
  return (
    <>
      {groupsOf(art.pieces).map(({ id, base }) => {
        const spots = base.map((_, point): Spot => ({ of: 'base', id, point }));
        const line = base.map((at, i) => moving.place(spots[i]!, at));
        return (
          <g key={id}>
            <polyline class="base" points={corners(art, line)} />
            {move &&
              line.map((at, i) => (
                <Handle
                  key={i}
                  kind="base"
                  label={words.spots.base(id, i + 1)}
                  at={at}
                  place={onFloor(art, at)}
                  lie={lie}
                  origin={art.origin}
                  {...moving.by(spots[i]!)}
                />
              ))}
            {named && <Label at={onFloor(art, middle(line))} text={id} />}
          </g>
        );
      })}
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

/** What is being moved is where it was put until the room is drawn anew with it; a drawing of before moves nothing back. */
function useMoving(art: Drawn, move: Moves['move']) {
  const [moving, setMoving] = useState<{ spot: Spot; to: Point; written: boolean }>();
  useEffect(() => setMoving((now) => (now?.written ? undefined : now)), [art]);
  const is = (spot: Spot) =>
    moving?.spot.of === spot.of && moving.spot.id === spot.id && moving.spot.point === spot.point;
  return {
    place: (spot: Spot, at: Point): Point => (is(spot) ? moving!.to : at),
    by: (spot: Spot) => ({
      drag: (to: Point) => setMoving({ spot, to, written: false }),
      drop: async (to: Point) => {
        const put = { spot, to, written: false };
        setMoving(put);
        const written = await move!(spot, to);
        setMoving((now) => (now !== put ? now : written ? { ...put, written } : undefined));
      },
    }),
  };
}

function Seats({ art, named, lie, move }: On & Moves) {
  const words = useStudioWords();
  const moving = useMoving(art, move);
  const handle = (of: 'seat' | 'approach', id: string, at: Point) => {
    const place = onFloor(art, at);
    const [x, y] = place;
    const size = of === 'seat' ? [6, 6] : [12, 6];
    if (!move) return <ellipse class={of} cx={x} cy={y} rx={size[0]} ry={size[1]} />;
    const grip = { lie, origin: art.origin, ...moving.by({ of, id }) };
    return <Handle kind={of} label={words.spots[of](id)} at={at} place={place} {...grip} />;
  };
  return (
    <>
      {art.seats.map((seat) => {
        const { id } = seat;
        const at = moving.place({ of: 'seat', id }, seat.at);
        const approach = moving.place({ of: 'approach', id }, seat.approach);
        const [x, y] = onFloor(art, at);
        const [ax, ay] = onFloor(art, approach);
        return (
          <g key={id} class="sitting">
            <path class="reach" d={`M${x} ${y}L${ax} ${ay}`} />
            <path class="height" d={`M${x} ${y}V${y - seat.height}`} />
            <Way art={art} at={at} facing={seat.facing} />
            {handle('approach', id, approach)}
            {handle('seat', id, at)}
            {named && <Label at={[x, y - seat.height - 8]} text={id} />}
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

function Pins({ art, pins }: { art: Drawn; pins: readonly Pin[] }) {
  return (
    <>
      {pins.map(({ at, number }) => {
        const [x, y] = onFloor(art, at);
        return (
          <g key={`${number} ${at}`} class="pin">
            <circle cx={x} cy={y} r={13} />
            <Label at={[x, y]} text={String(number)} />
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
