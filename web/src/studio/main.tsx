import { render } from 'preact';
import { Prefs } from '../ui/prefs';
import type { Studio } from './context';
import { Desk } from './desk';
import { Page } from './page';
import { Place } from './place';
import css from './styles/index.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];

const studio: Studio = {
  desk: new Desk(),
  place: new Place(location),
  prefs: new Prefs(localStorage, {
    languages: navigator.languages,
    lessMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
  }),
  shared: document.querySelector('meta[name=shared]') !== null,
};
render(<Page studio={studio} />, document.getElementById('studio')!);
