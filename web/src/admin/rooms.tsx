import { useEffect } from 'preact/hooks';
import { type Inspections, useOffice } from './office';
import { useRead } from './read';

const every = 3000;

/** How the rooms are, again and again. */
export function Rooms() {
  const office = useOffice();
  const { words } = office;
  const [now, again] = useRead<Inspections>('/admin/rooms');
  useEffect(() => {
    const timer = setInterval(() => document.hidden || void again(), every);
    return () => clearInterval(timer);
  }, []);
  return (
    <section class="sheet">
      <h2>{words.tabs.rooms}</h2>
      {now.value && (
        <p class="hint">
          {words.visitors(now.value.visitors)} · {words.connections(now.value.connections)}
        </p>
      )}
      <div class="table">
        <table>
          <thead>
            <tr>
              <th>{words.room}</th>
              <th>{words.people}</th>
              <th>{words.ghosts}</th>
              <th>{words.waiting}</th>
              <th>{words.restarts}</th>
              <th>{words.lag}</th>
            </tr>
          </thead>
          <tbody>
            {now.value?.rooms.map((room) => (
              <tr key={room.room}>
                <th scope="row">{office.titleOf(room.room)}</th>
                <td>
                  {room.people} / {office.rooms.value.find(({ id }) => id === room.room)?.capacity ?? '–'}
                </td>
                <td>{room.ghosts}</td>
                <td>{room.mailbox}</td>
                <td>{room.restarts}</td>
                <td>{room.lagMs.toFixed(1)} ms</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
