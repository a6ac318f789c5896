import { Fragment } from 'react';

// After Arabic letters a reference such as 26-000417-3 would be drawn backwards: references, phones, dates in figures,
// addresses and links inside prose stand in isolation, left to right.
const isolated = /(\+?\d+(?:[-/.:]\d+)+|\+\d+|https?:\/\/[^\s\u060c\u061b]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

/** What people or the server wrote, as text: line breaks kept, figures in order. */
export function Prose({ text }: { text: string }) {
  const parts = text.split(isolated);
  return (
    <span className="prose" dir="auto">
      {parts.map((part, index) => (index % 2 === 1 ? <bdi key={index} className="ltr">{part}</bdi> : <Fragment key={index}>{part}</Fragment>))}
    </span>
  );
}
