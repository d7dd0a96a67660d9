import css from './styles/index.css?inline';

// The style comes with the script: nothing of the closet is shown without it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

export { Closet } from './closet';
export type { ClosetNeeds } from './needs';
