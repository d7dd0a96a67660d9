import { useModel } from './model';

/** What the screen says for a few seconds. */
export function Toast() {
  const { toast } = useModel().screen;
  return (
    <p class="toast" role="status" key={toast.value?.key}>
      {toast.value?.text}
    </p>
  );
}
