import { Link } from '@tanstack/react-router';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { Numeric } from '../parts/Reference';
import { useDesk } from '../texts';
import type { RequestPage } from './model';

/** The same may have been asked for twice: the others stand here, and this one is merged into one of them where that is allowed. */
export function Twins({ page, onMerge }: { page: RequestPage; onMerge: ((into: string) => void) | undefined }) {
  const { request } = useDesk();
  if (page.twins.length === 0) return null;
  return (
    <Alert tone="warn" title={request.page.twins(page.twins.length)}>
      <ul className="list stack-small">
        {page.twins.map((twin) => (
          <li key={twin.request} className="row-wrap">
            <Link to="/requests/$request" params={{ request: twin.request }}><Numeric>{twin.reference}</Numeric></Link>
            {onMerge && <Button size="small" onPress={() => onMerge(twin.request)}>{request.page.mergeInto}</Button>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
