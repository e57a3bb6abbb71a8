import { Table, type TableProps } from '@mantine/core';
import type { ReactNode } from 'react';

interface WideTableProps extends Pick<TableProps, 'fz' | 'verticalSpacing'> {
  /** What it holds, for those who hear it. */
  readonly label: string;
  /** Below this width, in pixels, it scrolls sideways, by the keyboard too. */
  readonly minWidth: number;
  readonly columns: readonly string[];
  /** Those of the columns that hold amounts: their headings stand above the digits. */
  readonly amounts?: readonly string[];
  /** The rows. */
  readonly children: ReactNode;
}

/** A table with its header that scrolls within the page where the page is narrow. */
export function WideTable({ label, minWidth, columns, amounts = [], children, verticalSpacing = 'xs', ...look }: WideTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label } }}
    >
      <Table verticalSpacing={verticalSpacing} {...look}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col" {...(amounts.includes(column) && { className: 'amount' })}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
