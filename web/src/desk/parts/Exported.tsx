import { lazy, Suspense } from 'react';
import type { QueryValue } from '../../api/client';

// A menu is heavy, and nobody waits for it.
const ExportMenu = lazy(() => import('./ExportMenu'));

export interface ExportedList {
  /** Of the list: `desk/people`. */
  path: string;
  /** What the page filters by. */
  query?: Record<string, QueryValue> | undefined;
  /** Where the page has more than one. */
  title?: string;
}

/** The list that stands on the page, to be taken along. */
export function Exported(list: ExportedList) {
  return <Suspense><ExportMenu {...list} /></Suspense>;
}
