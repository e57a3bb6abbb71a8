import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';

interface RemoveRowProps {
  /** What is taken away, for who does not see the row. */
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** Room above, where the fields beside it have labels. */
  readonly mt?: number;
}

/** Takes a row of a list that is being edited away. */
export function RemoveRow({ label, ...button }: RemoveRowProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} {...button}>
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  );
}
