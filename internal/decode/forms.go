package decode

import "reflect"

// Formed is an [Unmarshaler] that says in which forms it can be written, for the
// schemas by which editors complete and check data files. What DecodeNode reads
// without a fault has one of the forms; a form may allow more than DecodeNode
// does, such as an id that names nothing.
type Formed interface {
	Unmarshaler
	Forms() []Form
}

// Form is one way to write a value. One of its fields says which; the zero Form
// is anything.
type Form struct {
	Words []string       // one of these words
	Value reflect.Type   // as a value of this type is written
	Block []reflect.Type // a block with the keys of these structs, whatever their other forms
	Keyed *Keyed         // a block of keys that the author chooses
}

// Keyed is a block of keys that the author chooses: each fits the pattern, and
// has a value of the type.
type Keyed struct {
	Pattern string // empty: any key
	Value   reflect.Type
}

// Word is the form of a word, or one of several.
func Word(words ...string) Form { return Form{Words: words} }

// As is the form of another type.
func As[T any]() Form { return Form{Value: reflect.TypeFor[T]()} }

// Block is the form of a struct's own keys.
func Block[T any]() Form { return Form{Block: []reflect.Type{reflect.TypeFor[T]()}} }

// BlockWith is the form of a block that has the keys of a whole and those of the
// one item of its list: see [Inline].
func BlockWith[Whole, Item any]() Form {
	return Form{Block: []reflect.Type{reflect.TypeFor[Whole](), reflect.TypeFor[Item]()}}
}

// KeyedBy is the form of a block of keys that the author chooses.
func KeyedBy[T any](pattern string) Form { return Form{Keyed: &Keyed{pattern, reflect.TypeFor[T]()}} }

// Patterned is a type that reads itself from one value (UnmarshalText, or a text
// of its own) and says what such a text looks like: a regular expression that RE2
// and ECMA 262 read alike.
type Patterned interface {
	Pattern() string
}

// Field is a key of a struct as [Decoder] reads it.
type Field struct {
	Key      string
	Type     reflect.Type
	Required bool
}

// FieldsOf returns the keys of a struct type, sorted.
func FieldsOf(t reflect.Type) []Field {
	info := infoOf(t)
	required := map[string]bool{}
	for _, key := range info.required {
		required[key] = true
	}
	var fields []Field
	for _, key := range info.keys {
		fields = append(fields, Field{key, t.FieldByIndex(info.fields[key].index).Type, required[key]})
	}
	return fields
}

// Forms: an id.
func (Ref) Forms() []Form { return []Form{As[idText]()} }

// Forms: a text.
func (String) Forms() []Form { return []Form{As[string]()} }

// Forms: an id.
func (ID) Forms() []Form { return []Form{As[idText]()} }

type idText string

// Pattern is that of an id.
func (idText) Pattern() string { return idForm.String() }

// Forms: a block of keys that the author chooses.
func (Map[T]) Forms() []Form { return []Form{KeyedBy[T]("")} }

// Forms: anything.
func (Raw) Forms() []Form { return []Form{{}} }

// Pattern of a whole address.
func (WebURL) Pattern() string { return `^https?://\S+$` }

// Pattern of an address for mail.
func (Email) Pattern() string { return `^\S+@\S+$` }

// Pattern of a telephone number.
func (Phone) Pattern() string { return "^[-0-9+ ()–/.\u00a0]{3,}$" }
