import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VERDICTS, type IfmLine } from '../../api/ifm.ts';
import type { Money } from '../../api/shapes.ts';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';

/** More are shown when asked for. */
const FIRST = 50;

interface Judged {
  readonly line: number;
  readonly amount: Money;
  readonly verdict: IfmLine['verdict'];
}
interface VerdictLinesProps<Line extends Judged> {
  readonly lines: readonly Line[];
  /** The line an address leads to. */
  readonly asked: string | undefined;
  /** The headings; the last one is the amount's. */
  readonly columns: readonly string[];
  /** A line's row. */
  readonly children: (line: Line) => ReactNode;
}

/** Lines of what was brought, by what they turned out to be: those that wait for a person first. */
export function VerdictLines<Line extends Judged>({ lines, ...of }: VerdictLinesProps<Line>) {
  return VERDICTS.map((verdict) => {
    const own = lines.filter((line) => line.verdict === verdict);
    return own.length ? <OfVerdict key={verdict} verdict={verdict} lines={own} {...of} /> : null;
  });
}

interface OfVerdictProps<Line extends Judged> extends VerdictLinesProps<Line> {
  readonly verdict: Judged['verdict'];
}

function OfVerdict<Line extends Judged>({ verdict, lines, asked, columns, children }: OfVerdictProps<Line>) {
  const { t } = useTranslation();
  const { money } = useWords();
  const [all, setAll] = useState(() => lines.slice(FIRST).some(({ line }) => String(line) === asked));
  const sum = lines.reduce((minor, { amount }) => minor + amount.minor, 0);
  const title = t(`ifmVerdict.${verdict}`);
  return (
    <Section
      title={title}
      aside={
        <Text size="sm" className="quiet">
          {t('ifm.sum', { count: lines.length, sum: money({ ...lines[0]!.amount, minor: sum }) })}
        </Text>
      }
    >
      <WideTable label={title} minWidth={columns.length > 4 ? 600 : 290} fz="sm" columns={columns} amounts={columns.slice(-1)}>
        {lines.slice(0, all ? lines.length : FIRST).map(children)}
      </WideTable>
      {lines.length > FIRST && !all ? (
        <Group>
          <Button variant="default" onClick={() => setAll(true)}>
            {t('common.more')}
          </Button>
        </Group>
      ) : null}
    </Section>
  );
}
