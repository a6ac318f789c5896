import { MapPinOff } from 'lucide-react';
import type { Problem } from '../api/problem';
import { EmptyState } from '../ui/feedback';
import { ErrorState } from '../ui/Problem';
import { useTexts } from './texts';

/** The association's home could not be read: either there is none of this name, or the line is down. */
export function Failed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const texts = useTexts();
  return (
    <main className="wrap">
      {problem.status === 404
        ? <EmptyState isWholePage icon={<MapPinOff />} title={texts.missing.association}>{texts.missing.associationText}</EmptyState>
        : <ErrorState problem={problem} onRetry={onRetry} />}
    </main>
  );
}
