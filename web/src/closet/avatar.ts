import { drawPosed } from '../figure/draw';
import type { Dressed } from '../figure/dressed';
import { mirrored, viewOf } from '../figure/facing';
import { Motion } from '../figure/motion';
import type { Facing } from '../wire/types';
import { type Margins, stand } from './camera';
import { Rhythm } from './rhythm';

/** What the avatar shows; read anew for every frame. */
export interface Sight {
  dressed(): Dressed | undefined;
  facing(): Facing;
  pose(): string;
  expression(): string;
  zoom(): number;
  margins(): Margins;
  /** Nothing moves by itself. */
  still(): boolean;
}

/** Milliseconds until a change of zoom is nearly over. */
const zooming = 140;
/** More pixels than that to a CSS pixel nobody sees, but every machine pays for. */
export const sharpest = 2;

/** The live avatar: one canvas, drawn for every frame that the page is seen. */
export class Avatar {
  private readonly motion = new Motion();
  private readonly rhythm = new Rhythm();
  private readonly pen: CanvasRenderingContext2D;
  private readonly observer: ResizeObserver;
  private readonly stop = new AbortController();
  private frame = 0;
  private drawnAt = 0;
  private zoom: number;
  private size: readonly [number, number] = [1, 1];
  private shown: Dressed | undefined;
  /** Where the pointer is, from the middle of the canvas; the eyes follow it. */
  private pointer: readonly [number, number] | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly sight: Sight,
  ) {
    this.pen = canvas.getContext('2d')!;
    this.zoom = sight.zoom();
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(canvas);
    this.measure();
    const { signal } = this.stop;
    document.addEventListener('visibilitychange', () => this.run(), { signal });
    addEventListener('pointermove', (e) => this.follow(e), { signal, passive: true });
    this.run();
  }

  destroy(): void {
    this.stop.abort();
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
  }

  private run(): void {
    cancelAnimationFrame(this.frame);
    if (document.hidden || this.stop.signal.aborted) return;
    this.rhythm.resume();
    const tick = (time: number) => {
      this.frame = requestAnimationFrame(tick);
      if (!this.rhythm.due(time, this.busy)) return;
      this.draw(Math.min(time - this.drawnAt, 150));
      this.drawnAt = time;
    };
    this.frame = requestAnimationFrame(tick);
  }

  /** More is going on than breathing. */
  private get busy(): boolean {
    const { sight, motion, zoom } = this;
    return motion.busy || sight.dressed() !== this.shown || Math.abs(sight.zoom() - zoom) > 0.01;
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.canvas;
    const fine = Math.min(devicePixelRatio, sharpest);
    this.size = [clientWidth, clientHeight];
    this.canvas.width = Math.max(1, Math.round(clientWidth * fine));
    this.canvas.height = Math.max(1, Math.round(clientHeight * fine));
    // An emptied canvas shows nothing until the next frame.
    this.draw(0);
  }

  private follow(e: PointerEvent): void {
    if (e.pointerType !== 'mouse') return;
    const box = this.canvas.getBoundingClientRect();
    this.pointer = [e.clientX - box.x - box.width / 2, e.clientY - box.y - box.height * 0.36];
  }

  private draw(ms: number): void {
    const { sight, pen, canvas, motion } = this;
    const dressed = sight.dressed();
    const still = sight.still();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    if (!dressed) return;
    if (this.shown && this.shown.sheet !== dressed.sheet && !still) motion.bounce();
    this.shown = dressed;
    const view = viewOf(sight.facing());
    const mirror = mirrored(sight.facing());
    motion.ask({ view, mirror, pose: sight.pose(), expression: sight.expression(), look: this.look(mirror) });
    const { stance, posed } = motion.step(ms, still, dressed);
    this.zoom += (sight.zoom() - this.zoom) * (still ? 1 : 1 - Math.exp(-ms / zooming));
    const [width, height] = this.size;
    const fine = canvas.width / width;
    pen.setTransform(fine, 0, 0, fine, 0, 0);
    pen.imageSmoothingQuality = 'high';
    const standing = stand(width, height, sight.margins(), this.zoom, stance.mirror);
    shadow(pen, standing.at, standing.scale);
    drawPosed(pen, dressed, { ...stance, ...standing }, posed);
  }

  private look(mirror: boolean): readonly [number, number] {
    if (!this.pointer) return [0, 0];
    const [x, y] = this.pointer;
    const soft = (value: number) => value / (Math.abs(value) + 160);
    return [soft(x) * (mirror ? -1 : 1), soft(y)];
  }
}

function shadow(pen: CanvasRenderingContext2D, [x, y]: readonly [number, number], scale: number): void {
  pen.fillStyle = 'rgb(59 32 56 / 0.2)';
  pen.beginPath();
  pen.ellipse(x, y - 2 * scale, 46 * scale, 11 * scale, 0, 0, Math.PI * 2);
  pen.fill();
}
