/** A field of a form as a person knows it. */
export interface LabelledField {
  /** Of its element. */
  readonly id: string;
  readonly label: string;
  /** Its value as it is shown; empty where there is none. */
  readonly value: string;
  readonly focus: () => void;
}

/** A list of options is a button that shows its value. */
type Control = HTMLInputElement | HTMLButtonElement | HTMLTextAreaElement;

/** The fields inside `root` that have a label and can be changed now, in their order, each once. */
export function collectLabelledFields(root: ParentNode): readonly LabelledField[] {
  const fields = new Map<string, LabelledField>();
  for (const element of root.querySelectorAll<HTMLLabelElement>('label')) {
    const { control } = element;
    if (!isControl(control) || control.disabled || fields.has(control.id)) continue;
    const label = labelText(element, control);
    if (label === '' || control.id === '') continue;
    fields.set(control.id, { id: control.id, label, value: valueText(control), focus: focusing(control) });
  }
  return [...fields.values()];
}

function isControl(element: HTMLElement | null): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLButtonElement && element.role === 'combobox')
  );
}

/** The label's own words: not those of the control inside it. */
function labelText(label: HTMLLabelElement, control: Control): string {
  const text = label.contains(control)
    ? [...label.childNodes].filter((node) => !node.contains(control)).map(({ textContent }) => textContent)
    : [label.textContent];
  return text.join(' ').replace(/\s+/gu, ' ').trim();
}

function valueText(control: Control): string {
  if (control instanceof HTMLButtonElement) return control.textContent?.trim() ?? '';
  if (control instanceof HTMLInputElement && control.type === 'checkbox')
    return control.checked ? 'on' : 'off';
  return control.value;
}

function focusing(control: Control): () => void {
  return () => {
    control.scrollIntoView({ block: 'center' });
    control.focus();
    if (control instanceof HTMLInputElement && control.type !== 'checkbox') control.select();
  };
}
