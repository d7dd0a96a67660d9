import css from './house.css?inline';

// It travels with the chunk, as the street's style does with its script.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
