import { Anchor, Center, EmptyState, Title } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Center mih="50vh" p="md" component="main">
      <EmptyState
        icon={<IconMapQuestion size={40} aria-hidden />}
        title={
          <Title order={1} size="h3">
            {t('notFound.title')}
          </Title>
        }
        description={t('notFound.text')}
      >
        <EmptyState.Actions>
          <Anchor href="/">{t('notFound.home')}</Anchor>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}
