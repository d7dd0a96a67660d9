import { useSignal } from '@preact/signals';
import { Quoted } from '../ui/quoted';
import { AskConnections } from './connections';
import { type History, type Measure, type NewMeasure, type Role, useOffice } from './office';
import { Facts } from './people';
import { useRead } from './read';

const kinds = ['warn', 'mute', 'remove', 'ban'] as const satisfies readonly NewMeasure['kind'][];
/** Minutes; 0 is for good. */
const lengths = [10, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, 0] as const;
const givable = ['member', 'host', 'staff', 'operator'] as const satisfies readonly Role[];

/** What is known of somebody, and what can be done. */
export function PersonPage({ id }: { id: string }) {
  const office = useOffice();
  const { words } = office;
  const [history, again] = useRead<History>(`/admin/people/${id}`);
  const known = history.value;
  return (
    <>
      <button type="button" class="quiet back" onClick={() => (office.person.value = undefined)}>
        ← {words.back}
      </button>
      {known && (
        <>
          <section class="sheet">
            <h2 dir="auto">{known.person.name}</h2>
            <Facts person={known.person} />
            <small class="person-id">{known.person.id}</small>
            <Impose id={id} room={known.person.room} again={again} />
          </section>
          <section class="sheet">
            <h2>{words.history}</h2>
            {known.measures.length + known.reports.length === 0 && <p class="hint">{words.noHistory}</p>}
            <ul class="cards">
              {known.measures.map((measure) => (
                <Taken key={measure.id} measure={measure} again={again} />
              ))}
              {known.reports.map((report) => (
                <li key={report.id} class="office-card">
                  <span class="card-head">
                    <b>
                      {words.tabs.reports}: {words.reasons[report.reason]}
                    </b>
                    <small>
                      {office.titleOf(report.room)} · {office.when(report.at)}
                    </small>
                  </span>
                  {report.note && <p dir="auto">{report.note}</p>}
                </li>
              ))}
            </ul>
          </section>
          <Notes history={known} id={id} again={again} />
          {known.person.role !== 'guest' && <Account history={known} id={id} again={again} />}
          {office.operator && <AskConnections id={id} />}
        </>
      )}
    </>
  );
}

function Impose({ id, room, again }: { id: string; room: string | undefined; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const kind = useSignal<NewMeasure['kind']>('warn');
  const minutes = useSignal<number>(lengths[0]);
  const where = useSignal(room ?? office.rooms.value[0]?.id ?? '');
  const reason = useSignal('');
  const send = async (event: Event) => {
    event.preventDefault();
    await office.try(async () => {
      await office.post(`/admin/people/${id}/measures`, {
        kind: kind.value,
        reason: reason.value,
        ...(kind.value === 'remove' && { room: where.value }),
        ...(kind.value !== 'warn' && minutes.value > 0 && { minutes: minutes.value }),
      } satisfies NewMeasure);
      reason.value = '';
      office.say(words.imposed);
    });
    await again();
  };
  const spoken = (n: number) =>
    n === 0 ? words.forGood : n < 60 ? words.minutes(n) : n < 1440 ? words.hours(n / 60) : words.days(n / 1440);
  return (
    <form class="office-form" onSubmit={send}>
      <fieldset class="switch">
        <legend class="unseen">{words.measure}</legend>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={kind.value === one}
            onClick={() => {
              kind.value = one;
              if (one !== 'ban' && minutes.value === 0) minutes.value = lengths[0];
            }}
          >
            {words.kinds[one]}
          </button>
        ))}
      </fieldset>
      {kind.value === 'remove' && (
        <label>
          {words.room}
          <select value={where.value} onChange={(e) => (where.value = e.currentTarget.value)}>
            {office.rooms.value.map(({ id }) => (
              <option key={id} value={id}>
                {office.titleOf(id)}
              </option>
            ))}
          </select>
        </label>
      )}
      {kind.value !== 'warn' && (
        <label>
          {words.howLong}
          <select value={minutes.value} onChange={(e) => (minutes.value = Number(e.currentTarget.value))}>
            {lengths
              .filter((n) => n > 0 || kind.value === 'ban')
              .map((n) => (
                <option key={n} value={n}>
                  {spoken(n)}
                </option>
              ))}
          </select>
        </label>
      )}
      <label>
        {words.reason}
        <textarea maxLength={500} value={reason.value} onInput={(e) => (reason.value = e.currentTarget.value)} />
      </label>
      <button type="submit" class="main" disabled={!reason.value.trim()}>
        {words.measure}
      </button>
    </form>
  );
}

function Taken({ measure, again }: { measure: Measure; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const { id, kind, room, at, until, lifted, reason, appeal, answer } = measure;
  const lift = async () => {
    await office.try(async () => {
      await office.drop(`/admin/measures/${id}`);
      office.say(words.lifted);
    });
    await again();
  };
  return (
    <li class={lifted ? 'office-card over' : 'office-card'}>
      <span class="card-head">
        <b>{words.kinds[kind]}</b>
        <small>
          {office.when(at)}
          {room && ` · ${office.titleOf(room)}`}
          {kind !== 'warn' && ` · ${lifted ? words.lifted : until ? words.until(office.when(until)) : words.forGood}`}
        </small>
      </span>
      <p dir="auto">{reason}</p>
      <Quoted by={words.appealed} text={appeal} />
      <Quoted by={words.answered} text={answer} />
      {!lifted && kind !== 'warn' && (
        <button type="button" class="small" onClick={lift}>
          {words.lift}
        </button>
      )}
    </li>
  );
}

function Notes({ history, id, again }: { history: History; id: string; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const text = useSignal('');
  const add = async (event: Event) => {
    event.preventDefault();
    await office.try(async () => {
      await office.post(`/admin/people/${id}/notes`, { text: text.value });
      text.value = '';
    });
    await again();
  };
  return (
    <section class="sheet">
      <h2>{words.notes}</h2>
      <ul class="cards">
        {history.notes.map((note) => (
          <li key={note.at} class="office-card">
            <small>{office.when(note.at)}</small>
            <p dir="auto">{note.text}</p>
          </li>
        ))}
      </ul>
      <form class="office-form" onSubmit={add}>
        <textarea
          aria-label={words.note}
          placeholder={words.note}
          maxLength={500}
          value={text.value}
          onInput={(e) => (text.value = e.currentTarget.value)}
        />
        <button type="submit" class="small" disabled={!text.value.trim()}>
          {words.save}
        </button>
      </form>
    </section>
  );
}

/** Role and password of a member. */
function Account({ history: { person }, id, again }: { history: History; id: string; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const url = useSignal('');
  const reset = () =>
    office.try(async () => {
      url.value = (await office.post<{ url: string }>(`/admin/people/${id}/reset`)).url;
    });
  const give = async (role: Role) => {
    await office.try(() => office.put(`/admin/people/${id}/role`, { role }));
    await again();
  };
  return (
    <section class="sheet">
      <h2>{words.role}</h2>
      <fieldset class="switch" disabled={!office.operator}>
        <legend class="unseen">{words.role}</legend>
        {givable.map((role) => (
          <button key={role} type="button" aria-pressed={person.role === role} onClick={() => give(role)}>
            {words.roles[role]}
          </button>
        ))}
      </fieldset>
      <button type="button" class="small" onClick={reset}>
        {words.reset}
      </button>
      {url.value && <CopyLink url={url.value} hint={words.resetHint} />}
    </section>
  );
}

/** A link to hand on. */
export function CopyLink({ url, hint }: { url: string; hint: string }) {
  const office = useOffice();
  const copy = () =>
    navigator.clipboard?.writeText(url).then(
      () => office.say(office.words.copied),
      () => undefined,
    );
  return (
    <>
      <span class="copy-link">
        <input readOnly value={url} aria-label={hint} onFocus={(e) => e.currentTarget.select()} />
        <button type="button" class="small" onClick={copy}>
          {office.words.copy}
        </button>
      </span>
      <p class="hint">{hint}</p>
    </>
  );
}
