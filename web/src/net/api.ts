import { assetUrl } from '../wire/assets';
import type {
  Age,
  Answer,
  Catalogue,
  Command,
  Me,
  Measure,
  Momentary,
  Outfit,
  OutfitHash,
  OutfitRecipe,
  Passkey,
  Photos,
  Recipe,
  Refusal,
  Report,
  RoomID,
  RoomInfo,
  SavedLook,
  SessionList,
  SharedPicture,
  View,
  Visitor,
  VisitorID,
  Wardrobe,
  Welcome,
} from '../wire/types';
import type { Clock } from './clock';
import { Refused, Unreached } from './errors';
import { Lanes } from './lanes';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How many reads and assets may be under way at once. */
const width = 4;
/** Milliseconds after which an asset is given up, so that a dead connection keeps no place in the lane. */
const assetPatience = 20_000;
/** The same for a picture on its way up: phones are slower in that direction. */
const uploadPatience = () => AbortSignal.timeout(60_000);

/** The server's HTTP interface. Every call answers, or throws Refused or Unreached. */
export class Api {
  /** How everything asked here takes its turn. What changes a visitor or a room is laned by whoever asks for it. */
  readonly lanes = new Lanes(width);

  constructor(
    private readonly clock: Clock,
    private readonly fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args),
  ) {}

  me = () => this.read<Me>('/api/v1/me');
  rooms = () => this.read<{ rooms: RoomInfo[] }>('/api/v1/rooms').then((r) => r.rooms);
  /** All that the card needs, in one request. */
  welcome = (lang: string) => this.read<Welcome>(`/api/v1/welcome?lang=${lang}`);
  catalogue = () => this.read<Catalogue>('/api/v1/catalogue');
  drawName = (lang: string) => this.read<{ name: string }>(`/api/v1/names?lang=${lang}`).then((r) => r.name);
  door = (room: RoomID) => this.read<View>(`/api/v1/rooms/${room}/door`);
  /** The drawing of a room. */
  drawing = (url: string) => this.asset(url, readBody<unknown>);
  /** A sheet of drawings, as text. */
  sheet = (url: string, signal?: AbortSignal) => this.asset(url, readText, signal);
  /** The sheet of an outfit, as text. */
  outfit = (hash: OutfitHash, signal?: AbortSignal) => this.asset(assetUrl(`outfit-${hash}.svg`), readText, signal);

  become = (who: { name: string; outfit: string; lang: string; invite?: string; age?: Age }) =>
    this.call<{ visitor: Visitor }>('POST', '/api/v1/visitors', who).then((r) => r.visitor);
  change = (what: { name?: string; outfit?: string; lang?: string; photos?: Photos; follow?: boolean; age?: Age }) =>
    this.call<Me>('PATCH', '/api/v1/me', what);

  wardrobe = () => this.read<Wardrobe>('/api/v1/wardrobe');
  /** Tries a look on: nobody sees it yet. */
  fit = (recipe: Recipe, signal?: AbortSignal) =>
    this.lanes.parallel((cancelled) => this.call<Outfit>('POST', '/api/v1/outfits', { recipe }, cancelled), signal);
  /** The same, remembered for good: a link to it works tomorrow. */
  keepOutfit = (recipe: Recipe) => this.call<Outfit>('POST', '/api/v1/outfits', { recipe, keep: true });
  recipe = (hash: OutfitHash) => this.read<OutfitRecipe>(`/api/v1/outfits/${hash}`);
  looks = () => this.read<{ looks: SavedLook[] }>('/api/v1/me/looks').then((r) => r.looks);
  saveLook = (outfit: OutfitHash, name: string) =>
    this.call<SavedLook>('POST', '/api/v1/me/looks', { outfit, ...(name && { name }) });
  renameLook = (id: string, name: string) => this.call<SavedLook>('PATCH', `/api/v1/me/looks/${id}`, { name });
  dropLook = (id: string) => this.call<void>('DELETE', `/api/v1/me/looks/${id}`);

  ignore = (who: VisitorID) => this.call<void>('PUT', `/api/v1/me/ignored/${who}`);
  heed = (who: VisitorID) => this.call<void>('DELETE', `/api/v1/me/ignored/${who}`);
  block = (who: VisitorID) => this.call<void>('PUT', `/api/v1/me/blocked/${who}`);
  unblock = (who: VisitorID) => this.call<void>('DELETE', `/api/v1/me/blocked/${who}`);
  report = (room: RoomID, report: Report) => this.call<void>('POST', `/api/v1/rooms/${room}/reports`, report);
  measures = () => this.read<{ measures: Measure[] }>('/api/v1/me/measures').then((r) => r.measures);
  seeMeasure = (id: string) => this.call<void>('PUT', `/api/v1/me/measures/${id}/seen`);
  plead = (id: string, text: string) => this.call<void>('POST', `/api/v1/me/measures/${id}/appeal`, { text });

  exportAll = () => this.read<unknown>('/api/v1/me/export');
  erase = (name: string) => this.call<void>('POST', '/api/v1/me/erase', { name });

  signIn = (login: string, password: string) => this.call<void>('POST', '/api/v1/sessions', { login, password });
  recover = (login: string, code: string, password: string) =>
    this.call<void>('POST', '/api/v1/sessions/recovery', { login, code, password });
  resetPassword = (secret: string, password: string) =>
    this.call<void>('POST', '/api/v1/sessions/reset', { secret, password });
  setLogin = (login: string, password: string, current?: string) =>
    this.call<Me>('PUT', '/api/v1/me/login', { login, password, ...(current && { current }) });
  passkeys = () => this.read<{ passkeys: Passkey[] }>('/api/v1/me/passkeys').then((r) => r.passkeys);
  beginPasskey = () => this.call<unknown>('POST', '/api/v1/me/passkeys/begin');
  addPasskey = (credential: unknown) => this.call<Me>('POST', '/api/v1/me/passkeys', { credential });
  dropPasskey = (id: string) => this.call<void>('DELETE', `/api/v1/me/passkeys/${id}`);
  beginPasskeySignIn = () => this.call<unknown>('POST', '/api/v1/sessions/passkey/begin');
  passkeySignIn = (credential: unknown) => this.call<void>('POST', '/api/v1/sessions/passkey', { credential });
  sessions = () => this.read<SessionList>('/api/v1/me/sessions');
  endSession = (id: string) => this.call<void>('DELETE', `/api/v1/me/sessions/${id}`);
  endSessions = () => this.call<void>('DELETE', '/api/v1/me/sessions');
  recoveryCodes = () => this.call<{ codes: string[] }>('POST', '/api/v1/me/recovery').then((r) => r.codes);
  becomeOperator = (secret: string) => this.call<Me>('POST', '/api/v1/me/operator', { secret });

  keep = () => this.call<{ url: string }>('POST', '/api/v1/me/keep').then((r) => r.url);
  claim = (secret: string) => this.call<void>('POST', '/api/v1/visitors/keep', { secret });
  /** Shares a picture by a link with a card: a photo of a room, or the portrait of an outfit. No change waits for it. */
  sharePicture = (of: { room: RoomID } | { outfit: OutfitHash }, picture: Blob) =>
    this.lanes.asset(() =>
      this.call<SharedPicture>('POST', `/api/v1/pictures?${new URLSearchParams(of)}`, picture, uploadPatience()),
    );
  picture = (id: string) => this.read<SharedPicture>(`/api/v1/pictures/${encodeURIComponent(id)}`);
  takeBackPicture = (id: string) => this.call<void>('DELETE', `/api/v1/pictures/${encodeURIComponent(id)}`);
  command = (room: RoomID, command: Command | Momentary, signal?: AbortSignal) =>
    this.call<Answer>('POST', `/api/v1/rooms/${room}/commands`, command, signal);

  /** A request as it is, for streams and polls; throws only Unreached, or the reason of whoever gave up. */
  async open(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      const sent = this.clock.local();
      const response = await this.fetch(path, { ...init, credentials: 'same-origin' });
      const at = Number(response.headers.get('Yokocho-Time'));
      if (at > 0) this.clock.observe(at, sent, this.clock.local());
      return response;
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw new Unreached('no answer', { cause });
    }
  }

  /** What lies at an address whose content never changes. */
  private asset<T>(url: string, read: (response: Response) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.lanes.asset(async (cancelled) => {
      const limit = AbortSignal.any([cancelled, AbortSignal.timeout(assetPatience)]);
      const response = await this.open(url, { signal: limit });
      if (!response.ok) throw await refusalOf(response);
      return read(response);
    }, signal);
  }

  private read<T>(path: string): Promise<T> {
    return this.lanes.parallel((signal) => this.call<T>('GET', path, undefined, signal));
  }

  private async call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await this.open(path, {
      method,
      ...(signal && { signal }),
      ...(body !== undefined && content(body)),
    });
    if (!response.ok) throw await refusalOf(response);
    if (response.status === 204) return undefined as T;
    return readBody<T>(response);
  }
}

/** A picture goes as it is, everything else as JSON. */
function content(body: unknown): Pick<RequestInit, 'body' | 'headers'> {
  if (body instanceof Blob) return { body, headers: { 'Content-Type': body.type } };
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

/** The body as JSON; an answer that is none came from something between us and the server. */
export async function readBody<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new Unreached('not an answer of the server', { cause });
  }
}

const readText = (response: Response) => response.text();

/** What a bad status means. A body without the error shape is a proxy's, not the server's. */
export async function refusalOf(response: Response): Promise<Refused | Unreached> {
  try {
    const refusal = (await response.json()) as Partial<Refusal>;
    if (typeof refusal.code === 'string') return Refused.from({ message: '', ...refusal, code: refusal.code });
  } catch {
    // Not JSON: said below.
  }
  return new Unreached(`status ${response.status}`);
}
