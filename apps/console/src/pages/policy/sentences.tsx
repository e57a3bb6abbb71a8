import { Badge, Code, Group, List, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../api/shapes.ts';
import { humanize, useWords } from '../../words/words.ts';

/** `{best-copy-price}`, where a fact is put in, reads ‹best copy price›. */
const withNames = (text: string): string =>
  text.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => `‹${humanize(name).toLowerCase()}›`);

/** A policy's rules in words, in the order in which they are tried. */
export function Sentences({ rules, otherwise }: Pick<PolicyView, 'rules'> & { readonly otherwise?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <List
      type="ordered"
      listStyleType="none"
      spacing="sm"
      styles={{ itemWrapper: { display: 'block' }, itemLabel: { display: 'block' } }}
    >
      {rules.map((rule) => (
        <List.Item key={rule.id}>
          <Rule rule={rule} />
        </List.Item>
      ))}
      {otherwise ? (
        <List.Item>
          <Stack className="surface" p="md" gap={4}>
            <Text fw={600}>{t('policy.otherwise')}</Text>
            <Text size="sm">{withNames(otherwise)}</Text>
          </Stack>
        </List.Item>
      ) : null}
    </List>
  );
}

function Rule({ rule }: { readonly rule: PolicyView['rules'][number] }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const { id, number, description, when, route, reason, whenUnknown, notYet } = rule;
  return (
    <Group className="surface" p="md" gap="md" align="flex-start" wrap="nowrap">
      <Text fw={700} fz="lg" c="leaf" w={36} ta="right" style={{ flexShrink: 0 }}>
        {number ?? '·'}
      </Text>
      <Stack gap={6} miw={0} flex={1}>
        <Group justify="space-between" gap="sm">
          <Title order={3} size="h5" className="break-words">
            {description}
          </Title>
          <Group gap={6}>
            {notYet ? (
              <Badge variant="light" color="amber" c="var(--mantine-color-text)" tt="none" radius="sm">
                {t('policy.notYet')}
              </Badge>
            ) : null}
            <Badge variant="light" c="var(--mantine-color-text)" tt="none" radius="sm">
              {word('route', route)}
            </Badge>
          </Group>
        </Group>
        <Text size="sm">{when}</Text>
        <Text size="sm" className="quiet">
          {t('policy.reason', { reason: withNames(reason) })}
        </Text>
        <Text size="xs" className="quiet">
          {t(`policy.whenUnknown.${whenUnknown}`)} <Code>{id}</Code>
        </Text>
      </Stack>
    </Group>
  );
}
