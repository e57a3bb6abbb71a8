import { Accordion, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DecisionRecord } from '../../api/shapes.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';

/** `the price at Get It Now` → `Price at Get It Now`: as a list names it. */
const nameOf = ({ label }: { readonly label: string }): string => {
  const name = label.replace(/^the /, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** The facts a decision went by, each with its source and time. */
export function Facts({ facts }: { readonly facts: DecisionRecord['facts'] }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const looked = facts.filter(({ state }) => state !== 'missing').toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return (
    <Accordion variant="contained" chevronPosition="left">
      <Accordion.Item value="facts">
        <Accordion.Control>{t('facts.title', { count: looked.length })}</Accordion.Control>
        <Accordion.Panel>
          <WideTable
            label={t('facts.title', { count: looked.length })}
            minWidth={420}
            fz="sm"
            verticalSpacing={6}
            columns={[t('facts.fact'), t('facts.value'), t('facts.source')]}
          >
            {looked.map(({ key, label, state, value, source, at }) => (
              <Table.Tr key={key}>
                <Table.Td>{nameOf({ label })}</Table.Td>
                <Table.Td>
                  <Text size="sm" fw={state === 'known' ? 600 : 400} fs={state === 'known' ? 'normal' : 'italic'}>
                    {state === 'known' ? value : t('facts.unknown', { reason: value })}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Text size="xs" className="quiet">
                    {source}
                    {at ? `, ${dateTime(at)}` : null}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </WideTable>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
