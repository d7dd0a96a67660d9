import { render } from 'preact';
import { Prefs } from '../ui/prefs';
import { Office } from './office';
import { Page } from './page';
import css from './styles/index.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];

const office = new Office(
  new Prefs(localStorage, {
    languages: navigator.languages,
    lessMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
  }),
);
render(<Page office={office} />, document.getElementById('admin')!);
void office.open();
