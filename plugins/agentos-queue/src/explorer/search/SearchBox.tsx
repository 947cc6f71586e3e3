import CloseIcon from '@mui/icons-material/Close';
import SearchIcon from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import { useShortcut } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { queueTranslationRef } from '../../translation';
import { problemOf } from '../state/useExplorerState';
import { complete, completionsAt, type Completion } from './completions';
import { CompletionList } from './CompletionList';
import { Field, Mirror, Problem, Root } from './searchLook';
import { useDraft } from './useDraft';
import { useVocabulary } from './useVocabulary';

/** @internal */
export interface SearchBoxProps {
  value: string;
  onChange: (q: string) => void;
}

/**
 * The search of jobs. What is typed stays here until it is applied, by Enter or after 300 ms, and only when it can be read; where it
 * cannot, the place is marked and the way out is said.
 * @internal
 */
export function SearchBox({ value, onChange }: SearchBoxProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const { text, settled, type, apply } = useDraft(value, onChange);
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  /** Where the caret belongs as soon as the completed text is there: before the next key. */
  const placed = useRef<number>();
  useLayoutEffect(() => {
    if (placed.current !== undefined) input.current?.setSelectionRange(placed.current, placed.current);
    placed.current = undefined;
  }, [text]);
  const ids = { list: useId(), problem: useId() };
  const vocabulary = useVocabulary();

  // While somebody types the end of it is not wrong yet.
  const problem = useMemo(() => problemOf(settled), [settled]);
  const shown = problem && settled === text ? problem : undefined;
  const found = useMemo(
    () => (caret === undefined ? undefined : completionsAt(text, caret, vocabulary())),
    [text, caret, vocabulary],
  );
  const items = found?.items ?? [];
  const optionId = (index: number) => `${ids.list}-${index}`;
  const close = () => {
    setCaret(undefined);
    setChosen(-1);
  };

  useShortcut('/', event => {
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  });

  const take = (item: Completion) => {
    const done = complete(text, found!, item);
    type(done.text);
    setChosen(-1);
    setCaret(done.caret);
    placed.current = done.caret;
  };
  const clear = () => {
    type('');
    apply('');
    close();
    input.current?.focus();
  };

  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      if (found === undefined) setCaret(input.current?.selectionStart ?? text.length);
      else setChosen(before => (items.length === 0 ? -1 : (before + 1) % items.length));
    },
    ArrowUp: () => setChosen(before => (before <= 0 ? items.length - 1 : before - 1)),
    Enter: () => {
      if (items[chosen]) take(items[chosen]);
      else {
        apply(text);
        close();
      }
    },
    Escape: () => {
      if (items.length > 0) close();
      else if (text) clear();
      else input.current?.blur();
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isTab = event.key === 'Tab' && items[chosen] !== undefined;
    if (!isTab && !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTab) take(items[chosen]);
    else keys[event.key]();
  };

  return (
    <Root role="search">
      <SearchIcon fontSize="small" aria-hidden />
      <Field>
        <Mirror ref={mirror} aria-hidden>
          {shown && (
            <>
              {text.slice(0, shown.position)}
              <mark>{text.slice(shown.position) || ' '}</mark>
            </>
          )}
        </Mirror>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={t('explorer.search.label')}
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={items.length > 0 ? ids.list : undefined}
          aria-activedescendant={items[chosen] ? optionId(chosen) : undefined}
          aria-invalid={shown !== undefined}
          aria-describedby={shown ? ids.problem : undefined}
          placeholder={t('explorer.search.placeholder')}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={event => {
            type(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setChosen(-1);
          }}
          onKeyDown={onKeyDown}
          onScroll={event => {
            if (mirror.current) mirror.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onBlur={close}
        />
      </Field>
      {text ? (
        <IconButton size="small" aria-label={t('explorer.search.clear')} onClick={clear}>
          <CloseIcon sx={{ fontSize: 16 }} />
        </IconButton>
      ) : (
        <kbd aria-hidden>/</kbd>
      )}
      {items.length > 0 && (
        <CompletionList
          id={ids.list}
          items={items}
          chosen={chosen}
          optionId={optionId}
          onTake={take}
          label={t('explorer.search.completions')}
        />
      )}
      {shown && (
        <Problem id={ids.problem} role="status">
          {shown.message}
        </Problem>
      )}
    </Root>
  );
}
