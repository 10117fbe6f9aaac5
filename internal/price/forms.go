package price

import (
	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

// Forms: on_request, free, one line, a list of them, or the whole block.
func (Price) Forms() []decode.Form {
	return []decode.Form{decode.Word(onRequest, free), decode.Block[Price](), decode.BlockWith[Price, Line](), decode.As[[]Line]()}
}

// Forms: a word or {text: …}.
func (Who) Forms() []decode.Form {
	return []decode.Form{decode.Word(whoWords...), decode.Block[locale.InBlock]()}
}

// Forms: a word or {text: …}.
func (Missed) Forms() []decode.Form {
	return []decode.Form{decode.Word(missedWords...), decode.Block[locale.InBlock]()}
}

// Forms: an id or a block.
func (Party) Forms() []decode.Form {
	return []decode.Form{decode.As[decode.Ref](), decode.Block[partyBlock]()}
}

// Forms: a word, or {included: true, rate: 19%}.
func (VAT) Forms() []decode.Form {
	return []decode.Form{decode.Word(vatWords...), decode.Block[VAT]()}
}

// Forms: a date, {days_before: 14}, or {text: …}.
func (Deadline) Forms() []decode.Form {
	return []decode.Form{decode.As[civil.Date](), decode.Block[Deadline]()}
}

// Forms: a number.
func (Amount) Forms() []decode.Form { return []decode.Form{decode.As[float64]()} }

// Forms: a number or 50%.
func (Kept) Forms() []decode.Form {
	return []decode.Form{decode.As[Amount](), decode.As[Percent]()}
}

// Pattern of 20%.
func (Percent) Pattern() string { return percentForm.String() }

// Pattern of EUR.
func (Currency) Pattern() string { return `^[A-Z]{3}$` }
