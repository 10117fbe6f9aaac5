package config

import "fishbowl/internal/decode"

// Forms: a code alone or a block.
func (Language) Forms() []decode.Form {
	return []decode.Form{decode.As[string](), decode.Block[Language]()}
}

// Forms: an id, or an id with a list of ids below it.
func (MenuEntry) Forms() []decode.Form {
	return []decode.Form{decode.As[decode.Ref](), decode.KeyedBy[[]decode.Ref]("")}
}

// Forms: an id or a block with a name.
func (Organisation) Forms() []decode.Form {
	return []decode.Form{decode.As[decode.Ref](), decode.Block[Organisation]()}
}

// Pattern of a whole address.
func (BaseURL) Pattern() string { return `^https?://\S+$` }

// Pattern of EUR.
func (Currency) Pattern() string { return `^[A-Z]{3}$` }

// Pattern of GR.
func (Country) Pattern() string { return `^[A-Z]{2}$` }
