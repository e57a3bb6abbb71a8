import { Textarea, type TextareaProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Where parcels go, as it stands on a label: a library's own address or a partner's. */
export function PostalAddress(props: Pick<TextareaProps, 'value' | 'error' | 'onChange'>) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('setUp.postalAddress')}
      description={t('setUp.postalAddressHint')}
      autosize
      minRows={3}
      maxLength={400}
      {...props}
    />
  );
}
