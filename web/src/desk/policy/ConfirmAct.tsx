import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useGovernanceAct } from './use_governance_act';

interface ConfirmActProps {
  title: string;
  text: ReactNode;
  action: string;
  said: string;
  act: () => Promise<unknown>;
  isDangerous?: boolean;
  onClose: () => void;
}

/** An act that asks for nothing but a second look. */
export function ConfirmAct({ title, text, action, said, act, isDangerous, onClose }: ConfirmActProps) {
  const common = useCommon();
  const { run, isBusy, problem } = useGovernanceAct(act, said, onClose);
  return (
    <Dialog
      title={title} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant={isDangerous ? 'danger' : 'primary'} busy={isBusy} onPress={run}>{action}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} />}
      <p>{text}</p>
    </Dialog>
  );
}
