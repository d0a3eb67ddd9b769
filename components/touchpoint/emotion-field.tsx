'use client';

import { useTranslations } from 'next-intl';
import { useLocalised } from '@/components/session/texts';
import { useDraft } from '@/components/session/use-draft';
import { RadioTiles } from '@/components/ui/radio-tiles';
import { TextField } from '@/components/ui/text-field';
import { LIMITS } from '@/lib/journey/limits';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { EMOTIONS, emotionTexts, signed } from '@/lib/method/emotions';
import { useEdit } from './use-edit';
import { useTyping } from './use-typing';

/** How it feels, −2 to +2, with a word; the word of the tile is offered, an own one is better. */
export function EmotionField({ touchpoint, isDisabled }: { touchpoint: Touchpoint; isDisabled: boolean }) {
  const t = useTranslations('sheet');
  const text = useLocalised();
  const edit = useEdit(touchpoint.id);
  const typing = useTyping(touchpoint.id, 'emotionWord');
  const { emotion, emotionWord } = touchpoint;
  const word = useDraft(emotionWord, (value) => edit({ emotionWord: value.trim() }));
  return (
    <div className="flex flex-col gap-3">
      <RadioTiles
        label={t('emotion')}
        value={emotion === null ? null : String(emotion)}
        isDisabled={isDisabled}
        onChange={(value) => {
          const chosen = EMOTIONS.find((option) => String(option) === value);
          edit({ emotion: chosen ?? null });
        }}
        tiles={EMOTIONS.map((value) => ({
          value: String(value),
          title: signed(value),
          note: text(emotionTexts[value]),
        }))}
      />
      {emotion === null ? null : (
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-40 flex-1">
            <TextField
              label={t('emotionWord')}
              value={word.value}
              onChange={(value) => {
                typing();
                word.onChange(value);
              }}
              onBlur={word.onBlur}
              maxLength={LIMITS.emotionWord}
              placeholder={text(emotionTexts[emotion])}
              isReadOnly={isDisabled}
            />
          </div>
          {isDisabled ? null : (
            <button
              type="button"
              className="min-h-11 px-1 underline underline-offset-4"
              onClick={() => edit({ emotion: null })}
            >
              {t('noEmotion')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
