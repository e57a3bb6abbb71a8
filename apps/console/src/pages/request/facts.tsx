import { Accordion, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DecisionRecord } from '../../api/shapes.ts';
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
          <Table.ScrollContainer
            minWidth={420}
            scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('facts.title', { count: looked.length }) } }}
          >
            <Table fz="sm" verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('facts.fact')}</Table.Th>
                  <Table.Th>{t('facts.value')}</Table.Th>
                  <Table.Th>{t('facts.source')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
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
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
