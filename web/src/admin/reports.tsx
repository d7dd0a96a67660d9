import { useSignal } from '@preact/signals';
import { Quoted } from '../ui/quoted';
import { type Measure, type Report, type ReportList, useOffice } from './office';
import { PersonLink } from './person-link';
import { useRead } from './read';
import { ReplayPlayer } from './replay';

/** What visitors reported, and whose appeal waits for an answer. */
export function Reports() {
  const office = useOffice();
  const { words } = office;
  const [list, again] = useRead<ReportList>('/admin/reports');
  const [appeals, appealsAgain] = useRead<{ measures: Measure[] }>('/admin/appeals');
  const people = list.value?.people ?? [];
  const nameOf = (id: string) => people.find((p) => p.id === id)?.name ?? words.someone;
  return (
    <>
      <section class="sheet">
        <h2>{words.tabs.reports}</h2>
        {list.value?.reports.length === 0 && <p class="hint">{words.noReports}</p>}
        <ul class="cards">
          {list.value?.reports.map((report) => (
            <OneReport key={report.id} report={report} nameOf={nameOf} again={again} />
          ))}
        </ul>
      </section>
      <section class="sheet">
        <h2>{words.appeals}</h2>
        {appeals.value?.measures.length === 0 && <p class="hint">{words.noAppeals}</p>}
        <ul class="cards">
          {appeals.value?.measures.map((measure) => (
            <Appeal key={measure.id} measure={measure} again={appealsAgain} />
          ))}
        </ul>
      </section>
    </>
  );
}

function OneReport({ report, nameOf, again }: { report: Report; nameOf(id: string): string; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const watching = useSignal(false);
  const close = async () => {
    await office.try(async () => {
      await office.post(`/admin/reports/${report.id}/close`);
      office.say(words.closed);
    });
    await again();
  };
  return (
    <li class="office-card">
      <span class="card-head">
        <b>{words.reasons[report.reason]}</b>
        <small>
          {office.titleOf(report.room)} · {office.when(report.at)}
        </small>
      </span>
      <p dir="auto">{words.reportOf(nameOf(report.reporter), nameOf(report.about))}</p>
      {report.note && <p dir="auto">{report.note}</p>}
      <span class="answers">
        <button
          type="button"
          class="small"
          aria-expanded={watching.value}
          onClick={() => (watching.value = !watching.value)}
        >
          {words.watch}
        </button>
        <PersonLink id={report.about} name={nameOf(report.about)} />
        <button type="button" class="small" onClick={close}>
          {words.close}
        </button>
      </span>
      {watching.value && (
        <>
          <p class="hint">{words.watchHint}</p>
          <ReplayPlayer id={report.id} />
        </>
      )}
    </li>
  );
}

function Appeal({ measure, again }: { measure: Measure; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const text = useSignal('');
  const send = async (event: Event) => {
    event.preventDefault();
    await office.try(() => office.post(`/admin/measures/${measure.id}/answer`, { text: text.value }));
    await again();
  };
  const lift = async () => {
    await office.try(async () => {
      await office.drop(`/admin/measures/${measure.id}`);
      office.say(words.lifted);
    });
    await again();
  };
  return (
    <li class="office-card">
      <span class="card-head">
        <b>{words.kinds[measure.kind]}</b>
        <small>{office.when(measure.at)}</small>
      </span>
      <p dir="auto">{measure.reason}</p>
      <Quoted by={words.appealed} text={measure.appeal} />
      <form class="office-form" onSubmit={send}>
        <textarea
          aria-label={words.answer}
          placeholder={words.answer}
          maxLength={500}
          value={text.value}
          onInput={(e) => (text.value = e.currentTarget.value)}
        />
        <span class="answers">
          <button type="submit" class="small" disabled={!text.value.trim()}>
            {words.send}
          </button>
          <button type="button" class="small" onClick={lift}>
            {words.lift}
          </button>
          <PersonLink id={measure.visitor} />
        </span>
      </form>
    </li>
  );
}
