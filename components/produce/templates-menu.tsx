import { Bookmark, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { VisibleText } from '#components/shared/visible-text.tsx'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { ProduceForm } from './produce-form.ts'
import { fromTemplate, saveProblem, useProduceTemplates, withoutTemplate, withTemplate } from './produce-templates.ts'

interface TemplatesMenuProps {
  form: ProduceForm
  onChange: (form: ProduceForm) => void
}

/** Forms that were saved by name in this browser. */
export function TemplatesMenu({ form, onChange }: TemplatesMenuProps) {
  const [isOpen, setOpen] = useState(false)
  const { templates, change } = useProduceTemplates()
  const trigger = (
    <Button>
      <Bookmark className="size-3.5" aria-hidden />
      Templates
    </Button>
  )
  return (
    <Popover trigger={trigger} label="Templates" isOpen={isOpen} onOpenChange={setOpen}>
      <div className="flex flex-col gap-2">
        <h3 className="font-semibold">Saved in this browser</h3>
        {templates.length === 0 && (
          <p className="text-muted text-small">None yet. A template keeps every field but the file, for any cluster.</p>
        )}
        <ul className="max-h-64 overflow-auto">
          {templates.map((template) => (
            <li key={template.name} className="flex items-center gap-1">
              <button
                type="button"
                onClick={() => {
                  setOpen(false)
                  onChange(fromTemplate(template, form))
                }}
                className="min-w-0 flex-1 rounded-small px-1.5 py-1 text-left hover:bg-accent-soft"
              >
                <VisibleText text={template.name} />
                {template.fields.topic !== '' && (
                  <span className="block truncate text-muted text-small">for {template.fields.topic}</span>
                )}
              </button>
              <IconButton
                label={`Delete ${template.name}`}
                onClick={() => change(withoutTemplate(templates, template.name))}
              >
                <Trash2 className="size-3.5" aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
        <SaveTemplate
          problemOf={(name) => saveProblem(templates, name, form)}
          isKnown={(name) => templates.some((template) => template.name === name)}
          onSave={(name) => change(withTemplate(templates, name, form))}
        />
      </div>
    </Popover>
  )
}

interface SaveTemplateProps {
  problemOf: (name: string) => string | null
  isKnown: (name: string) => boolean
  onSave: (name: string) => void
}

function SaveTemplate({ problemOf, isKnown, onSave }: SaveTemplateProps) {
  const [text, setText] = useState('')
  const name = text.trim()
  const problem = problemOf(name)
  const save = () => {
    if (problem !== null) return
    onSave(name)
    setText('')
  }
  return (
    <div className="flex gap-2 border-line border-t pt-2.5">
      <Input
        aria-label="Name of the template"
        placeholder="Name"
        maxLength={80}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // The form around it would send instead.
          event.preventDefault()
          save()
        }}
        className="min-w-0 flex-1"
      />
      <Button disabledBecause={problem} onClick={save}>
        {isKnown(name) ? 'Replace template' : 'Save template'}
      </Button>
    </div>
  )
}
