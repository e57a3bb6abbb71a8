import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { FieldInput } from './field-input.tsx';
import { bodyOf, faultsOf, isShown, startDraft, type Field } from './fields.ts';

interface Draft {
  /** The fields that are shown, each with what is wrong with it: once it was tried to send it, or as the server says. */
  readonly inputs: ReactNode;
  /** Whether the server refuses it for what is at none of the fields. */
  readonly elsewhere: boolean;
  /** For the form: sends it where nothing is wrong. */
  readonly submit: (event: SubmitEvent) => void;
}

/** What a person fills in for an action. @param error of the last time it was sent */
export function useDraft(fields: readonly Field[], error: unknown, onSubmit: (body: Record<string, unknown>) => void): Draft {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => startDraft(fields));
  const [tried, setTried] = useState(false);
  const faults = faultsOf(fields, draft);
  const refused = fieldErrors(error);
  const errorAt = (name: string): string | undefined => {
    const fault = tried ? faults[name] : undefined;
    return fault ? t(fault) : refused[name];
  };
  return {
    inputs: fields
      .filter(isShown)
      .map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={draft[field.name] ?? ''}
          error={errorAt(field.name)}
          onChange={(value) => setDraft({ ...draft, [field.name]: value })}
        />
      )),
    elsewhere: error !== null && error !== undefined && !fields.some(({ name }) => refused[name]),
    submit: (event) => {
      event.preventDefault();
      setTried(true);
      if (!Object.keys(faults).length) onSubmit(bodyOf(fields, draft));
    },
  };
}
