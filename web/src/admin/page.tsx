import type { ComponentType } from 'preact';
import { LanguageSwitch } from '../ui/language';
import { useRoot } from '../ui/root';
import { Audit } from './audit';
import { Connections } from './connections';
import { Levers } from './levers';
import { Numbers } from './numbers';
import { type Office, OfficeContext, operatorTabs, type Tab, tabs, useOffice } from './office';
import { Pages } from './pages';
import { People } from './people';
import { Reports } from './reports';
import { Rooms } from './rooms';
import { WordList } from './wordlist';

const pages: Record<Tab, ComponentType> = {
  reports: Reports,
  people: People,
  levers: Levers,
  words: WordList,
  pages: Pages,
  rooms: Rooms,
  numbers: Numbers,
  connections: Connections,
  audit: Audit,
};

/** The whole office: what there is to do, and the one thing that is done. */
export function Page({ office }: { office: Office }) {
  useRoot(office.prefs);
  return (
    <OfficeContext.Provider value={office}>
      <div class="office">
        <Top />
        <main class="office-main">{office.stranger.value ? <Stranger /> : office.me.value && <Shown />}</main>
        <p class="toast" role="status" key={office.said.value?.key}>
          {office.said.value?.text}
        </p>
      </div>
    </OfficeContext.Provider>
  );
}

function Shown() {
  const { tab } = useOffice();
  const Current = pages[tab.value];
  return <Current />;
}

function Top() {
  const office = useOffice();
  const { words, tab } = office;
  const shown = tabs.filter((one) => office.operator || !operatorTabs.includes(one));
  return (
    <header class="office-top">
      <h1>
        <a href="/">横丁</a> <small>{words.title}</small>
      </h1>
      {!office.stranger.value && (
        <nav class="office-tabs" aria-label={words.title}>
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              aria-current={tab.value === one ? 'page' : undefined}
              onClick={() => office.go(one)}
            >
              {words.tabs[one]}
            </button>
          ))}
        </nav>
      )}
      <LanguageSwitch prefs={office.prefs} />
    </header>
  );
}

function Stranger() {
  const { words } = useOffice();
  return (
    <section class="sheet">
      <p>{words.onlyStaff}</p>
      <a class="main" href="/">
        {words.toStreet}
      </a>
    </section>
  );
}
