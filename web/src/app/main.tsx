import { render } from 'preact';
import { Api } from '../net/api';
import { Clock } from '../net/clock';
import type { CameraNeeds } from '../photo/needs';
import { Own } from '../photo/own';
import { Asking } from '../ui/asking';
import { type Model, ModelContext } from '../ui/model';
import { Prefs } from '../ui/prefs';
import { dockWidth, Screen } from '../ui/screen';
import { Street } from '../ui/street';
import css from '../ui/styles/street.css?inline';
import { World } from '../world/world';
import { Acquaintance } from './acquaintance';
import { doings } from './doings';
import { Doze } from './doze';
import { Dressing } from './dressing';
import { hear } from './hearing';
import { House } from './house';
import { cameBack, linkOf, moveIn } from './keep';
import { Painting } from './painting';
import { Photography, SharedPage, sharedPicture } from './photography';
import { Route } from './route';
import { Visit } from './visit';
import { insideKey } from './visited';
import { watchWindow } from './window';

// The style travels with the script: one request less, and nothing is shown without it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];

const clock = new Clock();
const api = new Api(clock);
const world = new World();
const screen = new Screen();
const prefs = new Prefs(localStorage, {
  languages: navigator.languages,
  lessMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
});
const asking = new Asking(localStorage);
const link = linkOf(location);
const route = new Route(location, history, sessionStorage.getItem(insideKey) ?? undefined);
const visit = new Visit({ api, clock, world, prefs, screen, route, asking });
const painting = new Painting({ api, clock, world, prefs, screen, route, visit });
const acquaintance = new Acquaintance(localStorage, world);
const actions = doings({ api, clock, world, prefs, screen, route, visit, acquaintance });
const doze = new Doze(
  {
    self: () => (visit.link.peek().phase === 'live' ? world.self.peek() : undefined),
    express: (name) => actions.express(name),
  },
  Date.now(),
);
world.listen((event) => {
  if ('who' in event && event.who === world.me.peek()?.id && event.type !== 'expressed') doze.touched(Date.now());
});

const model: Model = {
  world,
  prefs,
  screen,
  asking,
  actions,
  sights: painting,
  now: () => clock.now(),
  page: route.page,
  visit: visit.stage,
  link: visit.link,
  room: visit.room,
  rooms: visit.rooms,
  crossing: visit.crossing,
  catalogue: visit.catalogue,
  pictures: visit.pictures,
  places: visit.places,
  look: visit.look,
  known: visit.known,
  asksAge: visit.asksAge,
  pages: visit.pages,
  missed: visit.missed,
  acquainted: acquaintance.with,
  readUntil: visit.readUntil,
  mountScene: (el) => painting.mount(el),
};

if (innerWidth >= dockWidth) screen.panel.value = 'log';
watchWindow(screen, visit, doze);
hear({ clock, world, prefs, screen, visit });
addEventListener('popstate', () => route.read());
setInterval(() => {
  world.tick(clock.now());
  doze.tick(Date.now());
}, 500);
const camera: CameraNeeds = {
  api,
  scene: painting,
  own: new Own(localStorage),
  complain: (fault) => visit.complain(fault),
};
const picture = sharedPicture(location);
render(
  <ModelContext.Provider value={model}>
    {picture ? (
      <SharedPage id={picture} needs={camera} />
    ) : (
      <>
        <Street camera={<Photography needs={camera} />} />
        <House needs={{ api, visit }} />
        <Dressing needs={{ api, route, visit }} />
      </>
    )}
  </ModelContext.Provider>,
  document.getElementById('street')!,
);

// Not awaited: what is loaded later, such as the closet, waits for this module to end.
if (!picture) void opening().then(() => visit.open(link?.kind === 'invite' ? link.secret : undefined));

/** What the link one came by is for. */
async function opening(): Promise<void> {
  cameBack(location, screen, prefs);
  if (link?.kind === 'keep') await moveIn(link.secret, api, screen, prefs);
  else if (link?.kind === 'reset' || link?.kind === 'operator')
    screen.desk.value = { kind: link.kind, secret: link.secret };
}
