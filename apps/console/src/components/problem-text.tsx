import { useTranslation } from 'react-i18next';
import { ApiError, messageKey } from '../api/problems.ts';

interface ProblemTextProps {
  readonly error: unknown;
}

/** An error in plain words; what the server says of it, where it says something. */
export function ProblemText({ error }: ProblemTextProps) {
  const { t } = useTranslation();
  if (error instanceof ApiError && error.problem && error.status < 500) {
    const { detail, remedy } = error.problem;
    return <>{remedy ? `${detail} ${remedy}` : detail}</>;
  }
  return <>{t(messageKey(error))}</>;
}
