import { Signpost } from 'lucide-react';
import { EmptyState } from '../../ui/feedback';
import { GoButton } from '../bits';
import { useTexts } from '../texts';

export default function NotFound() {
  const texts = useTexts();
  return (
    <EmptyState isWholePage icon={<Signpost />} title={texts.missing.title} action={<GoButton to="" variant="primary">{texts.missing.action}</GoButton>}>
      {texts.missing.text}
    </EmptyState>
  );
}
