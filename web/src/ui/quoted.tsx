/** What somebody said, and who. */
export function Quoted({ by, text }: { by: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p dir="auto">
      <small>{by}: </small>
      {text}
    </p>
  );
}
