import { ActionIcon, Anchor, CopyButton, Group, Spoiler, Stack, Table, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../api/shapes.ts';
import { Copy } from '../../components/copy-button.tsx';

/** What is asked in another system, field by field as its form has them, each to be copied, or all at once. */
export function PasteInto({ paste: { where, fields } }: { readonly paste: NonNullable<Task['paste']> }) {
  const { t } = useTranslation();
  const all = fields.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <Stack gap={4} mt="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('queue.paste', { where: t(`queue.paste.${where}`) })}
        </Text>
        <Copy value={all} label={t('queue.pasteAll')} size="compact-xs" />
      </Group>
      <Spoiler maxHeight={116} showLabel={t('common.more')} hideLabel={t('common.less')}>
        <Table verticalSpacing={2} withRowBorders={false} aria-label={t('queue.paste', { where: t(`queue.paste.${where}`) })}>
          <Table.Tbody>
            {fields.map(({ name, value }) => (
              <Table.Tr key={name}>
                <Table.Th w="35%" fw={500} className="quiet">
                  {name}
                </Table.Th>
                <Table.Td className="break-words">
                  {value.startsWith('https://doi.org/') ? (
                    <Anchor href={value} target="_blank" rel="noreferrer" size="sm">
                      {value}
                    </Anchor>
                  ) : (
                    value
                  )}
                </Table.Td>
                <Table.Td w={36}>
                  <CopyButton value={value}>
                    {({ copied, copy }) => (
                      <Tooltip label={t(copied ? 'setUp.copied' : 'common.copy')}>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          size="sm"
                          aria-label={t('queue.copyField', { name })}
                          onClick={copy}
                        >
                          {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                        </ActionIcon>
                      </Tooltip>
                    )}
                  </CopyButton>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Spoiler>
    </Stack>
  );
}
