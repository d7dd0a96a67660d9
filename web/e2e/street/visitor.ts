import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { en as house } from '../../src/house/words/en';
import type { Panel } from '../../src/ui/screen';
import { en } from '../../src/ui/words/en';
import { ja, type Words } from '../../src/ui/words/ja';
import type { Lang, PersonView, RoomID, View, VisitorID } from '../../src/wire/types';
import type { Anchor, Box, Spot } from '../../src/world/scene';
import { room } from './guest';
import { anchorsOf, restOf } from './sight';

/** A figure's skull is so wide on its canvas, and in the room's picture so much smaller. */
export const skull = 104;
export const figureScale = 0.54;
const deadline = 10_000;

/** Somebody with a browser of their own. */
export class Visitor {
  readonly words: Words;
  /** What the browser complained of: errors on its console, and breaches of the page's policy. */
  readonly complaints: string[] = [];
  private readonly excused: RegExp[] = [];
  private known: VisitorID | undefined;

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
    readonly lang: Lang,
  ) {
    this.words = lang === 'ja' ? ja : en;
    page.setDefaultTimeout(deadline);
    page.on('console', (message) => {
      const text = `${message.text()} (${message.location().url})`;
      if (message.type() === 'error') this.complain(text);
    });
    page.on('pageerror', (error) => this.complain(String(error.stack)));
  }

  /** Complaints that a test provokes. */
  excuse(...patterns: RegExp[]): void {
    this.excused.push(...patterns);
  }

  /** Opens the link to a room: the card stands, and its button can be pressed. */
  async open(query = '', to: RoomID = room): Promise<void> {
    await this.page.goto(`${this.url}/${to}${query}`);
    await this.comeIn.and(this.page.locator(':enabled')).waitFor();
  }

  /** From the link to being inside, drawn and live. */
  async enter(query = ''): Promise<void> {
    await this.open(query);
    await this.comeIn.click();
    await this.inside();
  }

  /** Waits until this visitor is inside, connected, and drawn. */
  async inside(): Promise<void> {
    await this.line.waitFor();
    await this.live();
    await expect.poll(async () => (await this.anchors()).has(await this.id()), { message: 'drawn' }).toBe(true);
  }

  async live(transport?: string): Promise<void> {
    const light = transport ? `.light[data-phase=live][data-transport=${transport}]` : '.light[data-phase=live]';
    await this.page.locator(light).waitFor();
  }

  get comeIn(): Locator {
    return this.page.locator('.card button.main');
  }

  /** Where one writes. */
  get line(): Locator {
    return this.page.locator('.bar .line');
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  get people(): Locator {
    return this.page.locator('.tags .tag');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** A gesture or a face on the open wheel. */
  petal(name: string): Locator {
    return this.page.locator('.wheel').getByLabel(name, { exact: true });
  }

  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  /** The lines of the log that read so. */
  row(text: string): Locator {
    return this.log.locator('.line-row').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  bubble(text: string): Locator {
    return this.page.locator('.bubble').filter({ hasText: text });
  }

  /** Types a line and sends it by Enter. */
  async say(text: string): Promise<void> {
    await this.line.fill(text);
    await this.line.press('Enter');
  }

  /** Opens a drawer by its button. */
  async panel(name: Panel): Promise<Locator> {
    const panel = this.page.locator('.panel.open');
    const title = panel.getByRole('heading', { level: 2, name: this.words[name], exact: true });
    if (!(await title.isVisible())) {
      const tools = this.page.locator('.tools').getByRole('button', { name: new RegExp(`^${this.words[name]}`) });
      await (name === 'map' ? this.page.locator('.top h1 button') : tools).click();
    }
    await title.waitFor();
    return panel;
  }

  /** Waits until nothing slides, fades or pops any more. */
  async still(): Promise<void> {
    await this.page.evaluate(async () => {
      const passing = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.all(passing.map((a) => a.finished.catch(() => undefined)));
    });
  }

  async id(): Promise<VisitorID> {
    if (!this.known) {
      const { visitor } = await (await this.context.request.get(`${this.url}/api/v1/me`)).json();
      this.known = visitor.id as VisitorID;
    }
    return this.known;
  }

  /** The hash of what this visitor wears, as the server knows it. */
  async outfit(): Promise<string> {
    const { visitor } = await (await this.context.request.get(`${this.url}/api/v1/me`)).json();
    return visitor.outfit.hash;
  }

  /** Whispers to somebody, whose whispers are shown without a question from then on. */
  async knows(who: VisitorID, of: RoomID = room): Promise<void> {
    const command = { id: crypto.randomUUID(), type: 'whisper', to: who, text: 'hm' };
    const done = await this.context.request.post(`${this.url}/api/v1/rooms/${of}/commands`, { data: command });
    expect(done.ok()).toBe(true);
  }

  /** Makes an account in the dialog of the operator's link, and uses the link. */
  async become(login: string): Promise<void> {
    await this.dialog.getByLabel(house.name).fill(login);
    await this.dialog.getByLabel(house.password, { exact: false }).fill('correct horse');
    await this.button(house.make, this.dialog).click();
    await this.button(house.operatorDo, this.dialog).click();
    await this.dialog.getByText(house.operatorDone).waitFor();
  }

  /** The same visitor in another tab. */
  async tab(): Promise<Visitor> {
    return new Visitor(this.context, await this.context.newPage(), this.url, this.lang);
  }

  /** The room as the server shows it to this visitor. */
  async view(of: RoomID = room): Promise<View> {
    return (await this.context.request.get(`${this.url}/api/v1/rooms/${of}`)).json();
  }

  /** The room as the server shows it, through the door to whoever is not inside. */
  private async seen(of: RoomID): Promise<View> {
    const inside = await this.context.request.get(`${this.url}/api/v1/rooms/${of}`);
    return (inside.ok() ? inside : await this.context.request.get(`${this.url}/api/v1/rooms/${of}/door`)).json();
  }

  /** Oneself in the server's view. */
  async self(): Promise<PersonView> {
    const id = await this.id();
    return (await this.view()).people.find((p) => p.id === id)!;
  }

  /** Where the people are on this screen, in pixels of the window. */
  anchors(): Promise<Map<VisitorID, Anchor>> {
    return anchorsOf(this.page);
  }

  async anchor(who: VisitorID): Promise<Anchor> {
    const anchor = (await this.anchors()).get(who);
    if (!anchor) throw new Error(`${who} is not drawn`);
    return anchor;
  }

  /** Somebody's anchor, one's own when nobody is named, once walk, seat and camera are at rest where the server has them. */
  async settled(who?: VisitorID): Promise<Anchor> {
    const id = who ?? (await this.id());
    const here = new URL(this.page.url()).pathname.slice(1);
    for (const until = Date.now() + deadline; ; ) {
      const { anchor, path } = await restOf(this.page, id, deadline);
      const known = (await this.seen(here)).people.find((p) => p.id === id);
      if (JSON.stringify(known?.path) === path) return anchor;
      if (Date.now() > until) throw new Error(`${id} is not drawn where the server has them`);
    }
  }

  /** The window's pixel of a point of the floor (and so many pixels of the picture above it), reckoned from where somebody stands. */
  async floor([x, y]: readonly [number, number], height = 0, standing?: VisitorID): Promise<Spot> {
    const who = standing ?? (await this.id());
    const { foot, face } = await this.settled(who);
    const [px, py] = (await this.view()).people.find((p) => p.id === who)!.path.at(-1)!;
    const scale = face.w / (skull * figureScale);
    return { x: foot.x + (x - y - (px - py)) * scale, y: foot.y + ((x + y - px - py) / 2 - height) * scale };
  }

  /** Everybody's face on the screen. */
  async faces(): Promise<Box[]> {
    return [...(await this.anchors()).values()].filter((a) => a.visible).map((a) => a.face);
  }

  private complain(text: string): void {
    if (!this.excused.some((pattern) => pattern.test(text))) this.complaints.push(text);
  }
}

export function far(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
