import type { Outline as Document, OutlineBlock } from '../api/model';
import { Drawing } from './Drawing';
import './outline.css';
import { Prose } from './Prose';

function Lines({ text }: { text: string }) {
  return <>{text.split('\n').map((line, index) => <span key={index} className="outline-line"><Prose text={line} /></span>)}</>;
}

function Facts({ rows }: { rows: OutlineBlock['rows'] }) {
  return <dl className="outline-facts">{rows.map((row, index) => <div key={index}><dt>{row[0]}</dt><dd><Lines text={row[1] ?? ''} /></dd></div>)}</dl>;
}

function Table({ block }: { block: OutlineBlock }) {
  if (block.columns.length === 0) return <Facts rows={block.rows} />;
  return (
    <table className="outline-table">
      <thead><tr>{block.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
      <tbody>
        {block.rows.map((row, index) => (
          <tr key={index}>{row.map((cell, column) => <td key={column} data-label={block.columns[column]} data-empty={cell === '' || undefined}><Lines text={cell} /></td>)}</tr>
        ))}
      </tbody>
    </table>
  );
}

/** One level below the page's own heading. */
function Heading({ block }: { block: OutlineBlock }) {
  const level = Math.min(block.level + 1, 6);
  const Tag = `h${level}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
  return <Tag id={block.anchor || undefined} className="outline-heading" data-level={block.level}><Prose text={block.text} /></Tag>;
}

function Block({ block }: { block: OutlineBlock }) {
  switch (block.sort) {
    case 'heading': return <Heading block={block} />;
    case 'paragraph': return <p><Lines text={block.text} /></p>;
    case 'note': return <p className="outline-note"><Lines text={block.text} /></p>;
    case 'list': return <ul className="outline-list">{block.items.map((item, index) => <li key={index}><Prose text={item} /></li>)}</ul>;
    case 'table': return <Table block={block} />;
    case 'drawing': return block.drawing ? <Drawing drawing={block.drawing} /> : null;
  }
}

/** A document that the server wrote. */
export function Outline({ outline }: { outline: Document }) {
  return (
    <div className="outline" lang={outline.language} dir={outline.language === 'ar' ? 'rtl' : 'ltr'}>
      {outline.blocks.map((block, index) => <Block key={index} block={block} />)}
    </div>
  );
}

/** The parts of a document, to go to. */
export function OutlineContents({ outline, name }: { outline: Document; name: string }) {
  const heads = outline.blocks.filter((block) => block.sort === 'heading' && block.anchor && (block.level === 1 || block.anchor.startsWith('kind-')));
  return (
    <nav className="outline-contents" aria-label={name}>
      <ul>{heads.map((head) => <li key={head.anchor} data-level={head.level}><a href={`#${head.anchor}`}>{head.text}</a></li>)}</ul>
    </nav>
  );
}
