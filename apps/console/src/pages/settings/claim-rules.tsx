import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  MultiSelect,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Role } from '#lib/contracts';
import type { ClaimRule } from '../../api/settings.ts';

/** Roles a provider may give: a patron needs none, an operator is nobody a library makes. */
const ROLES = Role.options.filter((role) => !['patron', 'proxy', 'operator'].includes(role));
const EMPTY: ClaimRule = { claim: '', test: 'contains', value: '' };

interface ClaimRulesProps {
  readonly rules: readonly ClaimRule[];
  readonly wrong: Readonly<Record<string, string>>;
  readonly onChange: (rules: readonly ClaimRule[]) => void;
}

/** What a provider says of somebody, and what they become by it: a patron of a group, or staff with roles. */
export function ClaimRules({ rules, wrong, onChange }: ClaimRulesProps) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<ClaimRule>): void =>
    onChange(rules.map((rule, n) => (n === at ? { ...rule, ...part } : rule)));
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {t('settings.rules.title')}
      </Text>
      <Text size="sm" className="quiet">
        {t('settings.rules.about')}
      </Text>
      {rules.map((rule, at) => (
        <Fieldset key={at} legend={t('settings.rules.rule', { n: at + 1 })}>
          <SimpleGrid cols={{ base: 1, sm: 3 }} className="fields">
            <TextInput
              label={t('settings.rules.claim')}
              required
              value={rule.claim}
              error={wrong[`rules[${at}].claim`]}
              onChange={(event) => change(at, { claim: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('settings.rules.test')}
              value={rule.test}
              data={(['contains', 'equals'] as const).map((test) => ({ value: test, label: t(`settings.rules.${test}`) }))}
              onChange={(event) => change(at, { test: event.currentTarget.value as ClaimRule['test'] })}
            />
            <TextInput
              label={t('settings.rules.value')}
              required
              value={rule.value}
              error={wrong[`rules[${at}].value`]}
              onChange={(event) => change(at, { value: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings.rules.group')}
              value={rule.group ?? ''}
              error={wrong[`rules[${at}].group`]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                const { group: _, ...rest } = rule;
                onChange(rules.map((one, n) => (n === at ? { ...rest, ...(value && { group: value }) } : one)));
              }}
            />
            <MultiSelect
              label={t('settings.rules.roles')}
              value={[...(rule.roles ?? [])]}
              error={wrong[`rules[${at}].roles`]}
              data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              onChange={(roles) => change(at, { roles: ROLES.filter((role) => roles.includes(role)) })}
            />
            <Group align="flex-end">
              <ActionIcon
                size="lg"
                variant="default"
                aria-label={t('settings.rules.remove', { n: at + 1 })}
                onClick={() => onChange(rules.filter((_, n) => n !== at))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Group>
          </SimpleGrid>
        </Fieldset>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => onChange([...rules, EMPTY])}>
          {t('settings.rules.add')}
        </Button>
      </Group>
    </Stack>
  );
}
