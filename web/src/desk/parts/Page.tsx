import { useEffect, useRef, type ReactNode } from 'react';
import { useMe } from '../context';
import { useDesk } from '../texts';
import { useFormats } from '../../ui/texts';
import { Exported, type ExportedList } from './Exported';

let moves = 0;

interface PageProps {
  title: string;
  /** Of the browser's tab, when the heading says more than a tab should. */
  tabTitle?: string;
  lead?: ReactNode;
  crumbs?: ReactNode;
  actions?: ReactNode;
  /** The list on the page, to be taken along: its path (`desk/people`) and what it is filtered by. */
  exported?: ExportedList | undefined | false;
  /** The page draws its own heading. */
  heading?: ReactNode;
  children: ReactNode;
}

/** One page: its heading takes the focus after a move, so that those who listen hear where they are. */
export function Page({ title, tabTitle, lead, crumbs, actions, exported, heading, children }: PageProps) {
  const { app } = useDesk();
  const me = useMe();
  const { words } = useFormats();
  const top = useRef<HTMLHeadingElement>(null);
  const name = me.association.neutral ? app.title : words(me.association.name);
  useEffect(() => { document.title = app.titleOf(tabTitle ?? title, name); }, [app, tabTitle, title, name]);
  useEffect(() => {
    if (moves++ > 0) top.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page">
      {crumbs && <nav className="crumbs" aria-label={app.breadcrumb}>{crumbs}</nav>}
      {heading !== undefined ? heading : (
        <div className="page-head">
          <div className="grow">
            <h1 ref={top} tabIndex={-1}>{title}</h1>
            {lead && <p className="muted">{lead}</p>}
          </div>
          {(actions || exported) && (
            <div className="row-wrap">
              {exported && <Exported {...exported} />}
              {actions}
            </div>
          )}
        </div>
      )}
      {children}
    </div>
  );
}
