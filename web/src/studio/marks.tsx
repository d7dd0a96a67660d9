import { type ReadonlySignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { headings, type Point, toPicture } from '../stage/floor';
import { groupsOf } from '../stage/roomart';
import type { Facing } from '../wire/types';
import type { Lie } from '../world/scene';
import type { Drawn } from './drawn';

/** What can be shown of what a designer laid down. */
export const layers = ['floor', 'bases', 'seats', 'exits', 'areas', 'order', 'ids'] as const;
export type Layer = (typeof layers)[number];

/** Floor units of an arrow. */
const arrow = 30;

/** What a designer laid down, drawn over the room as it lies on the screen. */
export function Marks({
  art,
  lie,
  shown,
}: {
  art: Drawn;
  lie: ReadonlySignal<Lie | undefined>;
  shown: ReadonlySet<Layer>;
}) {
  const svg = useRef<SVGSVGElement>(null);
  // Not by rendering: it moves with every frame.
  useSignalEffect(() => {
    const at = lie.value;
    if (!at || !svg.current) return;
    svg.current.style.setProperty('--k', String(1 / at.scale));
    svg.current.firstElementChild!.setAttribute('transform', `translate(${at.x} ${at.y}) scale(${at.scale})`);
  });
  const named = shown.has('ids');
  const on = { art, named };
  return (
    <svg ref={svg} class="marks" aria-hidden="true">
      <g>
        {shown.has('floor') && <Floor {...on} />}
        {shown.has('areas') && <Areas {...on} />}
        {shown.has('bases') && <Bases {...on} />}
        {shown.has('exits') && <Exits {...on} />}
        {shown.has('seats') && <Seats {...on} />}
        {shown.has('order') && <Order {...on} />}
        {named && <Pieces {...on} />}
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

function Seats({ art, named }: On) {
  return (
    <>
      {art.seats.map(({ id, at, approach, facing, height }) => {
        const [x, y] = onFloor(art, at);
        const [ax, ay] = onFloor(art, approach);
        return (
          <g key={id} class="seat">
            <path class="reach" d={`M${x} ${y}L${ax} ${ay}`} />
            <path class="height" d={`M${x} ${y}V${y - height}`} />
            <Way art={art} at={at} facing={facing} />
            <ellipse class="approach" cx={ax} cy={ay} rx={12} ry={6} />
            <circle class="at" cx={x} cy={y} r={6} />
            {named && <Label at={[x, y - height - 8]} text={id} />}
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

function Pieces({ art }: On) {
  return (
    <>
      {groupsOf(art.pieces).map(({ id, frame: [x, y, w, h] }) => (
        <g key={id} class="piece">
          <rect x={x} y={y} width={w} height={h} />
          <Label at={[x + w / 2, y + 10]} text={id} />
        </g>
      ))}
    </>
  );
}
