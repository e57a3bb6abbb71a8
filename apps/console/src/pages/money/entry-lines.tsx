import { Table } from '@mantine/core';
import type { Money } from '../../api/shapes.ts';
import { Amount } from './statement-view.tsx';

interface EntryLinesProps {
  readonly lines: readonly { readonly account: string; readonly amount: Money }[];
}

/** An entry's lines: each account with what is debited (positive) or credited. */
export function EntryLines({ lines }: EntryLinesProps) {
  return (
    <Table fz="sm" verticalSpacing={2} withRowBorders={false}>
      <Table.Tbody>
        {lines.map(({ account, amount }, index) => (
          <Table.Tr key={index}>
            <Table.Td>{account}</Table.Td>
            <Amount amount={amount} />
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
