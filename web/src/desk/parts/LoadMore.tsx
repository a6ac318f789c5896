import { Button } from '../../ui/Button';
import { useDesk } from '../texts';

interface LoadMoreProps {
  hasNext: boolean;
  isLoading: boolean;
  onMore: () => void;
  shown?: string;
}

/** The next page of a list, by key: what is there stays there. */
export function LoadMore({ hasNext, isLoading, onMore, shown }: LoadMoreProps) {
  const { states } = useDesk();
  if (!hasNext && !shown) return null;
  return (
    <div className="load-more">
      <span className="muted small" role="status">{shown}</span>
      {hasNext && <Button size="small" busy={isLoading} onPress={onMore}>{isLoading ? states.loadingMore : states.loadMore}</Button>}
    </div>
  );
}
