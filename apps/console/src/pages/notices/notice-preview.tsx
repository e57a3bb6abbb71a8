import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { noticePreviewQuery, type NoticeDraft } from '../../api/notices.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section, SectionPending } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';

/** Milliseconds after the last key. */
const CALM = 400;

/**
 * A frame stands under its page's policy, which allows no inline styles, and a mail has no others: they are put aside and then set one by
 * one. Nothing in the frame can run.
 */
const withoutStyles = (html: string): string => html.replaceAll(' style="', ' data-style="');
function setStyles({ contentDocument }: HTMLIFrameElement): void {
  for (const one of contentDocument?.querySelectorAll<HTMLElement>('[data-style]') ?? [])
    one.style.cssText = one.dataset['style'] ?? '';
}

/** The mail as a patron will see it, filled in with an example; or what is wrong with the words, and where. */
export function NoticePreview({ draft }: { readonly draft: NoticeDraft }) {
  const { t } = useTranslation();
  const { tenant } = useAsking();
  const [calm] = useDebouncedValue(draft, CALM);
  const preview = useQuery({ ...noticePreviewQuery(tenant, calm), placeholderData: keepPreviousData });
  if (preview.error) return <ProblemAlert error={preview.error} title={t('notices.wrong')} />;
  if (!preview.data) return <SectionPending />;
  const { subject, html } = preview.data;
  return (
    <Section title={t('notices.preview')}>
      <Text fw={600} className="break-words">
        {subject}
      </Text>
      <iframe
        title={t('notices.preview')}
        sandbox="allow-same-origin"
        srcDoc={withoutStyles(html)}
        onLoad={(event) => setStyles(event.currentTarget)}
        style={{ width: '100%', height: 380, border: '1px solid var(--mantine-color-default-border)', borderRadius: 8 }}
      />
    </Section>
  );
}
