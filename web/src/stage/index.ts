import 'pixi.js/unsafe-eval'; // the page's policy forbids eval
import 'pixi.js/mesh';
// The page forbids eval, by which pixi would write its uniform code.
import 'pixi.js/unsafe-eval';
import { Container, WebGLRenderer } from 'pixi.js';
import type { VisitorID } from '../wire/types';
import type { Anchor, Box, Exposure, Lie, OpenScene, Scene, Shot, Sight, Standing, Touches } from '../world/scene';
import { type Lens, natural } from './camera';
import type { Point } from './floor';
import { listen } from './gestures';
import { Looks } from './looks';
import { Pace } from './pace';
import { type Paints, paints } from './paint';
import { photograph } from './photo';
import { Play } from './play';
import { type Pictures, picturesOf, Room, release } from './room';
import { FIGURE_SCALE, type RoomArt, repainted } from './roomart';

/** Device pixels per CSS pixel beyond which nobody sees a difference, but every machine pays. */
const SHARPEST = 2;
/** In low power a program draws, or a weak card: fewer pixels than the screen has, and short shaders, for every pixel runs through them. */
const SPARING_SHARPNESS = 0.7;
const SPARING_PIXELS = 750_000;
const FEW_TEXTURES = 4;
/** Milliseconds a photo waits for clothes that are still on their way. */
const PATIENCE = 5000;
/** Milliseconds for which a machine that draws by software stands still for another drawing of the room: each frame would delay it. */
const BREATHLESS = 400;
/** Sheets are drawn a little finer than shown, so that a pinch does not blur them at once. */
const SPARE = 1.3;

export const openScene: OpenScene = (sight, touches) => new Stage(sight, touches);

/** The canvas: one renderer, one loop, one room at a time. */
class Stage implements Scene {
  private readonly root = new Container();
  private readonly stop = new AbortController();
  private readonly canvas = document.createElement('canvas');
  private renderer: WebGLRenderer | undefined;
  private pace: Pace;
  private paints: Paints | undefined;
  private looks: Looks | undefined;
  private play: Play | undefined;
  /** The same room before it was redrawn, until its people have come over: what they wear stays drawn. */
  private before: Play | undefined;
  private picture: { url: string; art: RoomArt } | undefined;
  private loading: string | undefined;
  private loadingSince = 0;
  private size: Point = [1, 1];
  private covered = 0;
  private frame = 0;
  private drawnAt = 0;
  private busy = true;
  /** A photo is being taken: the scene stands still. */
  private exposing = false;
  private shown: () => void = () => {};

  constructor(
    private readonly sight: Sight,
    private readonly touches: Touches,
  ) {
    this.pace = new Pace('', sight.power);
  }

  async mount(el: HTMLElement): Promise<void> {
    Object.assign(this.canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
    Object.assign(this.canvas.style, { touchAction: 'none', display: 'block' });
    el.append(this.canvas);
    this.measure(el);
    const first = new Promise<void>((resolve) => {
      this.shown = resolve;
    });
    const renderer = new WebGLRenderer();
    await renderer.init({
      canvas: this.canvas,
      width: this.size[0],
      height: this.size[1],
      antialias: false,
      backgroundColor: 0x1b1638,
      skipExtensionImports: true,
    });
    if (this.stop.signal.aborted) return renderer.destroy();
    this.renderer = renderer;
    this.pace = new Pace(nameOf(renderer), this.sight.power);
    if (this.pace.lowPower) renderer.limits.maxBatchableTextures = FEW_TEXTURES;
    this.measure(el);
    this.paints = paints();
    this.looks = new Looks(this.sight.outfit, () => this.detail() * FIGURE_SCALE * SPARE, !this.pace.lowPower);
    this.watch(el);
    this.run();
    await first;
  }

  anchors(): ReadonlyMap<VisitorID, Anchor> {
    return this.play?.anchors ?? new Map();
  }

  standing(): readonly Standing[] {
    return this.play?.cast.standing() ?? [];
  }

  lie(): Lie | undefined {
    if (!this.play || !this.picture) return undefined;
    const { at, scale } = this.play.under([0, 0]);
    return { url: this.picture.url, x: -at[0] * scale, y: -at[1] * scale, scale };
  }

  camera(): Box {
    return { x: 0, y: 0, w: this.size[0], h: this.size[1] - this.covered };
  }

  setKeyboardInset(px: number): void {
    this.covered = px;
    this.busy = true;
  }

  steer(dx: number, dy: number, factor: number): void {
    this.play?.pan(dx, dy);
    this.play?.pinch([this.size[0] / 2, (this.size[1] - this.covered) / 2], factor);
    this.pace.hurry();
  }

  async photograph(shot: Shot): Promise<Exposure> {
    const { play, renderer, looks } = this;
    if (!play || !renderer || !looks || this.exposing) throw new Error('There is nothing to take a photo of yet.');
    await this.clothed(play);
    this.exposing = true;
    try {
      const studio = { renderer, root: this.root, play, looks, sight: this.sight, standing: () => this.play === play };
      return await photograph(shot, studio, this.stop.signal);
    } finally {
      this.exposing = false;
      this.busy = true;
      this.pace.hurry();
    }
  }

  destroy(): void {
    this.stop.abort();
    cancelAnimationFrame(this.frame);
    this.before?.destroy();
    this.play?.destroy();
    this.looks?.destroy();
    this.paints?.destroy();
    this.root.destroy({ children: true });
    this.renderer?.destroy();
    this.canvas.remove();
  }

  private async clothed(play: Play): Promise<void> {
    const until = performance.now() + PATIENCE;
    while (this.play === play && !play.cast.clothed && performance.now() < until) {
      await new Promise(requestAnimationFrame);
    }
  }

  private watch(el: HTMLElement): void {
    const { signal } = this.stop;
    const observer = new ResizeObserver(() => this.measure(el));
    observer.observe(el);
    signal.addEventListener('abort', () => observer.disconnect());
    document.addEventListener('visibilitychange', () => this.run(), { signal });
    const act = (what: (play: Play) => void) => {
      if (this.play) what(this.play);
      this.pace.hurry();
    };
    const silence = listen(this.canvas, {
      tap: (at) =>
        act((play) => {
          if (!this.sight.finder()) play.tap(at, performance.now());
        }),
      doubleTap: () => act((play) => play.doubleTap()),
      pan: (dx, dy) => act((play) => play.pan(dx, dy)),
      pinch: (at, factor) => act((play) => play.pinch(at, factor)),
      hover: (at) => this.play?.hover(this.sight.finder() ? undefined : at),
      holds: (at) => this.play?.isSelf(at) ?? false,
      rest: (at) => this.touches.onRest(at && { x: at[0], y: at[1] }),
      hold: (at, down) => this.touches.onSelf({ x: at[0], y: at[1] }, down),
    });
    signal.addEventListener('abort', silence);
  }

  private run(): void {
    cancelAnimationFrame(this.frame);
    if (document.hidden || this.stop.signal.aborted) return;
    this.pace.resume();
    const tick = (time: number) => {
      this.frame = requestAnimationFrame(tick);
      if (this.exposing || !this.sight.seen()) return;
      this.enter(time);
      if (this.loading && this.pace.lowPower && time - this.loadingSince < BREATHLESS) return;
      if (this.pace.due(time, this.busy)) this.draw(time);
    };
    this.frame = requestAnimationFrame(tick);
  }

  private draw(time: number): void {
    const ms = Math.min(Math.max(time - this.drawnAt, 0), 200);
    this.drawnAt = time;
    if (this.renderer!.resolution !== this.sharpness()) this.resize();
    const view = this.sight.view();
    if (!this.play || !this.picture || !view || this.elsewhere()) return;
    this.looks!.pump(time);
    this.busy = this.play.update(view, this.lens(this.picture.art), time, ms);
    this.before?.destroy();
    this.before = undefined;
    const { cursor } = this.play;
    if (this.canvas.style.cursor !== cursor) this.canvas.style.cursor = cursor;
    this.renderer!.render(this.root);
    this.touches.onFrame();
    this.shown();
  }

  /** What is wanted is another room, whose pictures are on the way: its people do not belong into this one. */
  private elsewhere(): boolean {
    const wanted = this.sight.art();
    return wanted !== undefined && (wanted.json as RoomArt).id !== this.picture?.art.id;
  }

  /** Another drawing of the room, or the same by another light, replaces the set once its pictures are there. */
  private enter(time: number): void {
    const wanted = this.sight.art();
    if (!wanted) return;
    const light = this.sight.light();
    if (wanted.url === this.picture?.url && light === this.play?.room.light) return;
    const { url } = wanted;
    const name = `${url} ${light}`;
    if (name === this.loading) return;
    this.loading = name;
    this.loadingSince = time;
    const art = wanted.json as RoomArt;
    const before = this.play?.room.pictures;
    picturesOf(art, light, this.detail(art), !this.pace.lowPower, this.stop.signal, before).then(
      (pictures) => {
        const wanted = !this.stop.signal.aborted && this.loading === name;
        if (!wanted) return release(pictures);
        this.loading = undefined;
        this.open(url, art, pictures);
      },
      (cause: unknown) => this.retry(name, cause),
    );
  }

  private open(url: string, art: RoomArt, pictures: Pictures): void {
    this.busy = true;
    this.pace.hurry();
    if (this.play && this.picture && repainted(this.picture.art, art)) {
      this.picture = { url, art };
      this.play.room.relight(pictures);
      return;
    }
    this.before?.destroy();
    this.before = this.play;
    const eye = this.picture?.art.id === art.id ? this.play?.eye : undefined;
    this.picture = { url, art };
    this.renderer!.background.color = art.backdrop;
    const room = new Room(art, pictures, this.paints!);
    this.play = new Play(room, this.looks!, this.paints!, this.sight, this.touches, this.lens(art), eye);
    this.root.addChild(this.play.container);
  }

  private retry(name: string, cause: unknown): void {
    if (this.stop.signal.aborted) return;
    console.warn('The room could not be drawn; trying again.', cause);
    setTimeout(() => {
      if (this.loading === name) this.loading = undefined;
    }, 3000);
  }

  private measure(el: HTMLElement): void {
    this.size = [Math.max(1, el.clientWidth), Math.max(1, el.clientHeight)];
    this.resize();
  }

  private resize(): void {
    this.renderer?.resize(this.size[0], this.size[1], this.sharpness());
    this.busy = true;
    this.pace.hurry();
  }

  private lens(art: RoomArt): Lens {
    const [width, height] = this.size;
    const picture: Point = [art.background.width, art.background.height];
    return { width, height, covered: Math.min(this.covered, height - 1), picture, frame: art.frame };
  }

  /** Device pixels per picture pixel at the natural scale. */
  private detail(art = this.picture?.art): number {
    return art ? natural(this.lens(art)) * this.sharpness() : 1;
  }

  /** Drawn pixels per CSS pixel. */
  private sharpness(): number {
    if (!this.pace.lowPower) return Math.min(window.devicePixelRatio, SHARPEST);
    const affordable = Math.sqrt(SPARING_PIXELS / (this.size[0] * this.size[1]));
    return Math.min(window.devicePixelRatio, Math.max(SPARING_SHARPNESS, Math.min(affordable, 1)));
  }
}

/** What draws: a graphics card, or a program pretending to be one. */
function nameOf(renderer: WebGLRenderer): string {
  const { gl } = renderer;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
