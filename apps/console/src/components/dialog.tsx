import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  readonly title: string;
  readonly size?: 'md' | 'lg';
  /** Left out where the dialog has to be answered. */
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A dialog. Its head is no `<header>`: a page has one banner. */
export function Dialog({ title, size = 'md', onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const stays = !onClose;
  return (
    <Modal.Root
      opened
      onClose={onClose ?? (() => undefined)}
      size={size}
      centered
      closeOnEscape={!stays}
      closeOnClickOutside={!stays}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" px="md" pt="md" pb="xs">
          <Modal.Title fw={700} fz="lg">
            {title}
          </Modal.Title>
          {stays ? null : <Modal.CloseButton aria-label={t('common.close')} />}
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
