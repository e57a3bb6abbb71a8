import { Accordion, Badge, Group, List, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RuleTried } from '../../api/shapes.ts';

const LOOK = { true: IconCheck, false: IconX, unknown: IconQuestionMark, missing: IconMinus } as const;
const COLORS: Partial<Record<RuleTried['outcome'], string>> = {
  decided: 'leaf',
  added: 'leaf',
  'asked-unknown': 'amber',
  barred: 'amber',
};

/** Every rule in its turn: whether it applied, and each condition with the value it saw. */
export function Rules({ rules }: { readonly rules: readonly RuleTried[] }) {
  const { t } = useTranslation();
  if (!rules.length) return null;
  return (
    <Accordion variant="contained" chevronPosition="left">
      <Accordion.Item value="rules">
        <Accordion.Control>{t('rules.title', { count: rules.length })}</Accordion.Control>
        <Accordion.Panel>
          <Accordion multiple variant="default" chevronPosition="left">
            {rules.map((rule) => (
              <Rule key={rule.id} rule={rule} />
            ))}
          </Accordion>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function Rule({ rule: { id, number, description, outcome, barredBy, conditions } }: { readonly rule: RuleTried }) {
  const { t } = useTranslation();
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" fw={outcome === 'decided' ? 700 : 400}>
            {number ? `${number} · ` : ''}
            {description}
          </Text>
          <Badge
            variant="light"
            color={COLORS[outcome] ?? 'gray'}
            c="var(--mantine-color-text)"
            radius="sm"
            tt="none"
            style={{ flexShrink: 0 }}
          >
            {t(`rules.outcome.${outcome}`)}
          </Badge>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="xs">
          {barredBy ? <Text size="sm">{t('rules.barredBy', { rule: barredBy })}</Text> : null}
          <List size="sm" spacing={4} listStyleType="none" center>
            {conditions.map(({ text, saw, truth }) => {
              const Icon = LOOK[truth];
              return (
                <List.Item key={text} icon={<Icon size={16} aria-hidden />}>
                  {text} <span className="quiet">({saw})</span>
                  <VisuallyHidden>{t(`rules.truth.${truth}`)}</VisuallyHidden>
                </List.Item>
              );
            })}
          </List>
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
