import { useId } from 'react';
import type { Drawing as Drawn } from '../api/model';

// The lines of a box, as base/outline.h spaces them.
const firstLine = 21;
const lineHeight = 17;
const noteHeight = 14;

function Box({ box }: { box: Drawn['boxes'][number] }) {
  const middle = box.x + box.width / 2;
  const notesFrom = box.y + firstLine - 2 + box.lines.length * lineHeight;
  return (
    <g>
      <rect className="drawn-step" data-optional={box.optional || undefined} x={box.x} y={box.y} width={box.width} height={box.height} rx={7} />
      {box.lines.map((line, index) => <text key={index} className="drawn-title" x={middle} y={box.y + firstLine + index * lineHeight}>{line}</text>)}
      {box.notes.map((note, index) => <text key={index} className="drawn-note" x={middle} y={notesFrom + index * noteHeight}>{note}</text>)}
    </g>
  );
}

function Arrow({ arrow, tip }: { arrow: Drawn['arrows'][number]; tip: string }) {
  const width = arrow.label.length * 7 + 10;
  return (
    <g>
      <polyline className="drawn-way" data-named={arrow.label !== '' || undefined} markerEnd={`url(#${tip})`} points={arrow.points.map((point) => `${point.x},${point.y}`).join(' ')} />
      {arrow.label && (
        <>
          <rect className="drawn-plate" x={arrow.label_at.x - width / 2} y={arrow.label_at.y - 9} width={width} height={17} rx={4} />
          <text className="drawn-label" x={arrow.label_at.x} y={arrow.label_at.y + 4}>{arrow.label}</text>
        </>
      )}
    </g>
  );
}

/** A procedure drawn; its steps stand beside it in words, so that it is a picture with a name to those who cannot see it. */
export function Drawing({ drawing }: { drawing: Drawn }) {
  const tip = useId();
  return (
    <div className="drawn">
      <svg role="img" aria-label={drawing.title} viewBox={`0 0 ${drawing.width} ${drawing.height}`} width={drawing.width} direction={drawing.right_to_left ? 'rtl' : 'ltr'}>
        <defs>
          <marker id={tip} viewBox="0 0 10 10" refX={9} refY={5} markerWidth={7} markerHeight={7} orient="auto"><path className="drawn-tip" d="M0 0L10 5L0 10z" /></marker>
        </defs>
        {drawing.arrows.map((arrow, index) => <Arrow key={index} arrow={arrow} tip={tip} />)}
        {drawing.boxes.map((box) => <Box key={box.id} box={box} />)}
      </svg>
    </div>
  );
}
