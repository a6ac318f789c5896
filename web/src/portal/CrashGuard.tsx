import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/feedback';
import { useCommon } from '../ui/texts';

function Crashed() {
  const common = useCommon();
  return (
    <main className="wrap">
      <EmptyState isWholePage icon={<TriangleAlert />} title={common.errors.crashed} action={<Button variant="primary" onPress={() => location.reload()}>{common.errors.reload}</Button>}>
        {common.errors.server}
      </EmptyState>
    </main>
  );
}

/** A fault of the page itself: said, with a way on. A chunk that a newer build took away is cured by the reload. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };
  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}
