import { useMay } from '../context';
import { LinkButton } from '../parts/links';
import { useDesk } from '../texts';

/** For whoever has no search box: they know the number, and nothing else leads to it. */
export function GlassLink() {
  const { glass } = useDesk().request;
  const may = useMay();
  if (!may('request_break_glass') || may('person_find')) return null;
  return <div><LinkButton variant="quiet" size="small" to="/break-glass">{glass.link}</LinkButton></div>;
}
