package locale

import "fishbowl/internal/decode"

// languageCode is what the code of a language looks like (BCP 47).
const languageCode = `^[a-z]{2,3}(-[A-Za-z0-9]+)*$`

// Forms: one text, or one per language; either may stand under the key "text".
func (Text) Forms() []decode.Form {
	return []decode.Form{decode.As[string](), decode.KeyedBy[string](languageCode), decode.Block[InBlock]()}
}

// Forms: one name, or one per language; either may stand under the key "name".
func (Name) Forms() []decode.Form {
	return []decode.Form{decode.As[string](), decode.KeyedBy[string](languageCode), decode.Block[struct {
		Name perLanguage `key:"name,required"`
	}]()}
}

// InBlock is a text where a word alone would be one of a vocabulary: {text: …}.
type InBlock struct {
	Text perLanguage `key:"text,required"`
}

// perLanguage is a text or one per language, and nothing else.
type perLanguage struct{ Text }

// Forms: one text, or one per language.
func (perLanguage) Forms() []decode.Form {
	return []decode.Form{decode.As[string](), decode.KeyedBy[string](languageCode)}
}
