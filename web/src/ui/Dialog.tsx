import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at its foot: the one that acts last. */
  actions?: ReactNode;
  size?: 'medium' | 'large';
  /** For a question that must not be lost by a touch beside it. */
  isDismissable?: boolean;
}

/** Only to confirm, or to ask for what an action needs. On a phone it is a sheet at the bottom. */
export function Dialog({ title, isOpen, onClose, children, actions, size = 'medium', isDismissable = true }: DialogProps) {
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} isDismissable={isDismissable} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Modal className="modal" data-size={size}>
        <AriaDialog>
          <Heading slot="title">{title}</Heading>
          {children}
          {actions && <div className="modal-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
export default Dialog;
