package record

import (
	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

func wordOrBlock(words []string) []decode.Form {
	return []decode.Form{decode.Word(words...), decode.Block[locale.InBlock]()}
}

// Forms: a word or {text: …}.
func (Kind) Forms() []decode.Form { return wordOrBlock(kinds) }

// Forms: a word or {text: …}.
func (Audience) Forms() []decode.Form { return wordOrBlock(AudienceWords) }

// Forms: a word or {text: …}.
func (Interview) Forms() []decode.Form { return wordOrBlock(interviews) }

// Forms: an id or a block.
func (Person) Forms() []decode.Form {
	return []decode.Form{decode.As[decode.Ref](), decode.Block[Person]()}
}

// Forms: an id or {name: …}.
func (BodyRef) Forms() []decode.Form {
	return []decode.Form{decode.As[decode.Ref](), decode.Block[bodyBlock]()}
}

// Forms: page:ID or a text.
func (Rules) Forms() []decode.Form { return []decode.Form{decode.As[locale.Text]()} }

// Forms: the name of a file, or {file, alt}.
func (Portrait) Forms() []decode.Form {
	return []decode.Form{decode.As[string](), decode.Block[portraitBlock]()}
}

// Forms: on_request or a block.
func (Place) Forms() []decode.Form {
	return []decode.Form{decode.Word(onRequest), decode.Block[Place]()}
}

// Forms: a number or on_request.
func (Places) Forms() []decode.Form {
	return []decode.Form{decode.As[int](), decode.Word(onRequest)}
}

// Forms: a number or a word.
func (Points) Forms() []decode.Form {
	return []decode.Form{decode.As[float64](), decode.Word(pointWords...)}
}

// Forms: a number.
func (Edition) Forms() []decode.Form { return []decode.Form{decode.As[int]()} }

// Forms: all, a number or a share.
func (Attend) Forms() []decode.Form {
	return []decode.Form{decode.Word("all"), decode.As[int](), decode.As[Share]()}
}

// Pattern: a moment, or a month or a year.
func (Beginning) Pattern() string {
	return civil.Moment{}.Pattern() + "|" + `^\d{4}(-\d{2})?$`
}

// Pattern: a fraction or a percentage.
func (Share) Pattern() string { return fractionForm.String() + "|" + percentForm.String() }
