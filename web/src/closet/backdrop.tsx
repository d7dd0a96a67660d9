import type { JSX } from 'preact';
import type { Page } from '../ui/model';

/** Painted rooms to stand in, 640 x 900; the floor begins at 690, and what is behind the head stands free of the edges. */
const rooms: Record<Page, JSX.Element> = {
  closet: (
    <>
      <rect width="640" height="690" fill="#ffe3c2" />
      {stripes('#fbd5ae')}
      <Wainscot fill="#f0c193" />
      <Floor fill="#d99a66" line="#b97a4c" />
      <Bunting />
      <g>
        <path d="M30 690V330h190v360" fill="none" stroke-width="9" stroke="#8a5a3a" />
        <path d="M20 334h210" stroke-width="9" stroke="#8a5a3a" />
        <Hung x={62} fill="#5bb7c4" long={150} />
        <Hung x={104} fill="#ffc857" long={120} />
        <Hung x={146} fill="#e8756a" long={176} />
        <Hung x={188} fill="#6d5a94" long={136} />
        <path d="M60 640h130v50H60z" fill="#fff6e8" />
        <path d="M54 622h142v20H54z" fill="#ff9fa8" />
        <path d="M125 622v68M105 622c4-22 16-22 20 0 4-22 16-22 20 0" fill="none" />
      </g>
      <g>
        <path d="M440 710l-14-370q0-96 84-96t84 96l-14 370z" fill="#c98a52" />
        <path d="M452 690l-10-346q0-76 68-76t68 76l-10 346z" fill="#d7eef0" />
        <path d="M470 480l90-150M486 540l80-132" stroke="#fffdf8" stroke-width="10" opacity="0.8" />
        <path d="M470 712l-20 40M550 712l20 40" stroke-width="8" stroke="#8a5a3a" />
      </g>
      <Rug fill="#e8756a" ring="#fff1d0" />
    </>
  ),
  salon: (
    <>
      <rect width="640" height="690" fill="#cfe9e4" />
      <path d="M0 560h640" stroke="#8cc4c0" stroke-width="3" />
      <rect y="562" width="640" height="128" fill="#f4fbf6" />
      {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => (
        <path key={i} d={`M${i * 64 + 32} 562v128`} stroke="#c4e0da" stroke-width="3" />
      ))}
      <path d="M0 626h640" stroke="#c4e0da" stroke-width="3" />
      <Checkers />
      <circle cx="320" cy="318" r="222" fill="#e8756a" />
      <circle cx="320" cy="318" r="192" fill="#eef8f6" />
      <path d="M210 398l150-214M262 452l170-242" stroke="#ffffff" stroke-width="16" opacity="0.85" />
      {Array.from({ length: 14 }, (_, i) => {
        const angle = (i / 14) * Math.PI * 2 - Math.PI / 2;
        return (
          <circle
            key={i}
            cx={320 + Math.cos(angle) * 207}
            cy={318 + Math.sin(angle) * 207}
            r="11"
            fill="#fff3c4"
            stroke-width="2"
          />
        );
      })}
      <g>
        <rect x="34" y="300" width="54" height="190" rx="10" fill="#fff6e8" />
        <path
          d="M34 350l54-34v34l-54 34zM34 420l54-34v34l-54 34zM34 480l54-30v30l-20 10H34z"
          fill="#e8756a"
          stroke="none"
        />
        <path d="M34 384l54-34v20l-54 34zM34 454l54-34v20l-54 34z" fill="#5878a8" stroke="none" />
        <rect x="34" y="300" width="54" height="190" rx="10" fill="none" />
        <rect x="26" y="280" width="70" height="24" rx="12" fill="#ffc857" />
        <rect x="26" y="486" width="70" height="24" rx="12" fill="#ffc857" />
      </g>
      <g>
        <rect x="552" y="470" width="88" height="14" fill="#c98a52" />
        <path d="M562 470v-44q0-10 14-10t14 10v44z" fill="#ff9fa8" />
        <rect x="569" y="402" width="14" height="14" fill="#fff6e8" />
        <path d="M598 470v-30h24v30z" fill="#6d5a94" />
        <path d="M604 440v-18h12v18z" fill="#fff6e8" />
      </g>
      <Rug fill="#f7b9ae" ring="#fff6e8" />
    </>
  ),
  tan: (
    <>
      <rect width="640" height="690" fill="#ffd7a6" />
      {stripes('#ffcd94')}
      <g transform="translate(424 262)">
        <circle r="182" fill="#c98a52" />
        <circle r="160" fill="#ffeebf" />
        <circle cx="34" cy="-36" r="74" fill="#ffc857" stroke="none" />
        <circle cx="34" cy="-36" r="58" fill="#ffdd84" stroke="none" />
        <path
          d="M-151 53q19-11 38 0t38 0 38 0 38 0 38 0 38 0 38 0 36 0A160 160 0 0 1-151 53z"
          fill="#5bb7c4"
          stroke="none"
        />
        <path d="M-128 86q16-9 32 0t32 0 32 0 32 0 32 0 32 0 32 0" fill="none" stroke="#dff3f0" stroke-width="5" />
        <path d="M-92 40l40-62v62zM-100 46h62l-10 18h-42z" fill="#fff6e8" stroke-width="2.2" />
        <circle r="160" fill="none" />
      </g>
      <Parasol />
      <Floor fill="#e7b981" line="#c89259" />
      <Palm x={570} flip={true} />
      <Rug fill="#5bb7c4" ring="#fff6e8" />
    </>
  ),
  look: (
    <>
      <rect width="640" height="690" fill="#d8ccee" />
      {stripes('#cdbfe8')}
      <circle cx="320" cy="330" r="230" fill="#f4ecfb" stroke="none" />
      <Bunting />
      <Floor fill="#b98a66" line="#98694a" />
      <Curtain flip={false} />
      <Curtain flip={true} />
      <Rug fill="#ffc857" ring="#fff6e8" />
    </>
  ),
};

/** What the avatar stands before. */
export function Backdrop({ page }: { page: Page }) {
  return (
    <svg class="backdrop" viewBox="0 0 640 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {rooms[page]}
    </svg>
  );
}

function stripes(fill: string) {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => (
    <rect key={i} x={i * 80 + 20} width="40" height="690" fill={fill} stroke="none" />
  ));
}

function Wainscot({ fill }: { fill: string }) {
  return (
    <>
      <rect y="560" width="640" height="130" fill={fill} />
      <path d="M0 560h640M0 574h640" stroke-width="3" />
      {[0, 1, 2, 3, 4].map((i) => (
        <rect key={i} x={i * 128 + 20} y="592" width="88" height="76" rx="8" fill="#e8b27f" stroke-width="2" />
      ))}
    </>
  );
}

function Floor({ fill, line }: { fill: string; line: string }) {
  return (
    <>
      <rect y="690" width="640" height="210" fill={fill} />
      <path d="M0 690h640" stroke-width="4" />
      <path
        d="M0 728h640M0 776h640M0 834h640M90 690l-14 38M260 690l-6 38M430 690l8 38M560 690l14 38M170 728l-16 48M380 728l6 48M520 728l20 48M60 776l-26 58M290 776l-8 58M470 776l18 58M180 834l-24 66M400 834l10 66M590 834l30 66"
        fill="none"
        stroke={line}
        stroke-width="2.4"
      />
    </>
  );
}

function Checkers() {
  const rows = [690, 722, 764, 822, 900];
  const spread = (row: number) => 52 + (row - 690) * 0.32;
  const tiles = rows.slice(0, -1).flatMap((top, r) => {
    const bottom = rows[r + 1]!;
    return Array.from({ length: 14 }, (_, c) => {
      const x = (n: number, row: number) => 320 + (n - 7) * spread(row);
      const corners = [
        [x(c, top), top],
        [x(c + 1, top), top],
        [x(c + 1, bottom), bottom],
        [x(c, bottom), bottom],
      ];
      return (
        <path
          key={`${r}-${c}`}
          d={`M${corners.map((p) => p.map(Math.round).join(' ')).join('L')}z`}
          fill={(r + c) % 2 ? '#fff6e8' : '#f3c3b8'}
          stroke="none"
        />
      );
    });
  });
  return (
    <>
      {tiles}
      <path d="M0 690h640" stroke-width="4" />
    </>
  );
}

function Rug({ fill, ring }: { fill: string; ring: string }) {
  return (
    <>
      <ellipse cx="320" cy="786" rx="218" ry="62" fill={fill} />
      <ellipse cx="320" cy="786" rx="188" ry="50" fill="none" stroke={ring} stroke-width="7" />
    </>
  );
}

/** A string of flags along the upper edge. */
function Bunting() {
  const colours = ['#e8756a', '#ffc857', '#5bb7c4', '#fff6e8', '#6d5a94', '#5fb98c'];
  return (
    <>
      <path d="M-10 84Q320 210 650 84" fill="none" stroke-width="3" />
      {Array.from({ length: 13 }, (_, i) => {
        const share = (i + 0.5) / 13;
        const x = -10 + share * 660;
        const y = 84 + 252 * share * (1 - share);
        return <path key={i} d={`M${x - 15} ${y}h30l-15 34z`} fill={colours[i % colours.length]} stroke-width="2.2" />;
      })}
    </>
  );
}

function Hung({ x, fill, long }: { x: number; fill: string; long: number }) {
  return (
    <g>
      <path d={`M${x} 334v14`} stroke-width="3" />
      <path
        d={`M${x - 8} 348q8 10 16 0l16 10 6 40-13 4-3-16v${long - 38}h-28v-${long - 38}l-3 16-13-4 6-40z`}
        fill={fill}
      />
    </g>
  );
}

function Parasol() {
  return (
    <g transform="translate(120 700) rotate(-10)">
      <path d="M0 0V-330" stroke-width="9" stroke="#8a5a3a" />
      <path d="M-130-300q130-150 260 0z" fill="#fff6e8" />
      <path
        d="M-130-300q40-74 78-88-26 40-26 88zM-26-300q-4-60 26-98 30 38 26 98zM52-388q38 14 78 88H78q0-48-26-88z"
        fill="#e8756a"
      />
      <circle cy="-400" r="7" fill="#ffc857" />
    </g>
  );
}

function Palm({ x, flip }: { x: number; flip: boolean }) {
  const leaf = (turn: number) => (
    <path
      key={turn}
      d="M0 0q-16-90 14-176 30 86-6 176z"
      fill={turn % 2 ? '#5fb98c' : '#4aa07a'}
      transform={`rotate(${turn} 0 0)`}
    />
  );
  return (
    <g transform={`translate(${x} 640) scale(${flip ? -1 : 1} 1)`}>
      {[-62, -35, -7, 22, 51].map(leaf)}
      <path d="M-40 0h80l-12 96h-56z" fill="#e8756a" />
      <path d="M-46-8h92v22h-92z" fill="#f09284" />
    </g>
  );
}

function Curtain({ flip }: { flip: boolean }) {
  return (
    <g transform={flip ? 'translate(640 0) scale(-1 1)' : undefined}>
      <path d="M-10-10h130q-6 250-64 420 40 130 20 290H-10z" fill="#e8756a" />
      <path
        d="M28-10q0 230-22 400M74-10q0 220-40 390M20 440q16 120 8 250M48 460q22 110 14 230"
        fill="none"
        stroke="#b3524f"
        stroke-width="3"
      />
      <path d="M-10 398q44 26 70 8l-6 30q-30 14-64-4z" fill="#ffc857" />
    </g>
  );
}
