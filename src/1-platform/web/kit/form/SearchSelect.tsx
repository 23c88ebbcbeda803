// Choosing a unit or a person among many: what is typed is asked of the server (which ignores accents), the answer is listed.
import { Combobox, Loader, TextInput, useCombobox, ActionIcon } from '@mantine/core'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import { useField, type FieldProps } from './shared.ts'

const words = {
  nothing: text('Không tìm thấy', 'Nothing found'),
  failed: text('Chưa tìm được. Hãy gõ lại.', 'The search failed. Type again.'),
  clear: text('Bỏ chọn', 'Clear'),
}

/** A record as chosen: its label is kept with its id, so that it can be shown without asking again. */
export interface Found { id: string; label: string; detail?: string }

export interface SearchSelectProps extends FieldProps<Found | null> {
  /** A short name of what is searched, unique among fields: 'units', 'people'. */
  of: string
  /** Asks the server; '' asks for a first few. */
  search: (typed: string) => Promise<Found[]>
  placeholder?: string
}

export function SearchSelect({ of, search, placeholder, ...props }: SearchSelectProps) {
  const t = useText()
  const { value, set } = props.field
  const shared = useField(props)
  const [typing, setTyping] = useState<string | null>(null)
  const [asked] = useDebouncedValue(typing ?? '', 200)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setTyping(null)
    },
  })
  const found = useQuery({ queryKey: ['search', of, asked], queryFn: () => search(asked), enabled: combobox.dropdownOpened, placeholderData: keepPreviousData })
  return (
    <Combobox
      withinPortal={false}
      shadow="md"
      store={combobox}
      onOptionSubmit={(id) => {
        set(found.data?.find((one) => one.id === id) ?? null)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...shared}
          placeholder={placeholder}
          autoComplete="off"
          value={typing ?? value?.label ?? ''}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setTyping(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          rightSection={
            found.isFetching ? <Loader size={16} /> : value && !shared.disabled && !shared.readOnly ? (
              <ActionIcon variant="subtle" color="gray.8" aria-label={t(words.clear)} onMouseDown={(event) => event.preventDefault()} onClick={() => set(null)}>
                <IconX size={16} aria-hidden />
              </ActionIcon>
            ) : undefined
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={props.label}>
          {found.data?.map((one) => (
            <Combobox.Option key={one.id} value={one.id} active={one.id === value?.id}>
              <span style={{ display: 'block' }}>{one.label}</span>
              {one.detail && <span style={{ display: 'block', fontSize: 13, color: 'var(--ink-soft)' }}>{one.detail}</span>}
            </Combobox.Option>
          ))}
          {found.data?.length === 0 && <Combobox.Empty>{t(words.nothing)}</Combobox.Empty>}
          {found.isError && <Combobox.Empty>{t(words.failed)}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
