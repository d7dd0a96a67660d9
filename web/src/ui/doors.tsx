import { useState } from 'preact/hooks';
import { useModel } from './model';

/** Two sliding doors before the room: closed from the way out of one room until the next is drawn. */
export function Doors() {
  const { crossing, prefs } = useModel();
  const to = crossing.value;
  const [title, setTitle] = useState(to?.title);
  if (to && to.title !== title) setTitle(to.title);
  return (
    <div class={to ? 'doors closed' : 'doors'} aria-hidden="true">
      <i />
      <i />
      <p>{title?.[prefs.lang.value]}</p>
    </div>
  );
}
