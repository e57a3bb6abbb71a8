import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** How people reach Trillium: what the operator of the machine does, in words. */
export function AddressStep() {
  const { t } = useTranslation();
  const encrypted = window.location.protocol === 'https:';
  return (
    <>
      <Text>{t(encrypted ? 'setUp.address.encrypted' : 'setUp.address.open', { address: window.location.origin })}</Text>
      <List type="ordered" spacing="xs">
        <List.Item>{t('setUp.address.name')}</List.Item>
        <List.Item>{t('setUp.address.proxy')}</List.Item>
        <List.Item>{t('setUp.address.setting')}</List.Item>
      </List>
    </>
  );
}
