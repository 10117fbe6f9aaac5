package decode

import (
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"fishbowl/internal/diag"
)

// WebURL is the whole address of a page elsewhere, http or https.
type WebURL string

var hostForm = regexp.MustCompile(`^[\pL\d-]+(\.[\pL\d-]+)+(/\S*)?$`)

// UnmarshalText checks the address.
func (w *WebURL) UnmarshalText(text []byte) error {
	u, err := url.Parse(string(text))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		f := &diag.Fault{Message: fmt.Sprintf("%q is not the address of a web page", text), Hint: "write it whole, as in https://www.example.org/page"}
		if err == nil && u.Scheme == "" && hostForm.Match(text) {
			f.Hint = fmt.Sprintf("write https://%s", text)
		}
		return f
	}
	*w = WebURL(text)
	return nil
}

// Email is an address for mail, without a name.
type Email string

// UnmarshalText checks the address.
func (e *Email) UnmarshalText(text []byte) error {
	a, err := mail.ParseAddress(string(text))
	if err != nil || a.Name != "" || a.Address != string(text) {
		f := &diag.Fault{Message: fmt.Sprintf("%q is not an e-mail address", text), Hint: "as in name@example.org"}
		if err == nil {
			f.Hint = "write " + a.Address
		}
		return f
	}
	*e = Email(text)
	return nil
}

// Phone is a telephone number as people write it.
type Phone string

// UnmarshalText checks that there is a number in it, and nothing else.
func (p *Phone) UnmarshalText(text []byte) error {
	digits := 0
	for _, r := range string(text) {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+ ()-–/.\u00a0", r):
			digits = -100
		}
	}
	if digits < 3 {
		return &diag.Fault{Message: fmt.Sprintf("%q is not a telephone number", text), Hint: "as in +30 210 000 0000; hours and words belong into hours: or note:"}
	}
	*p = Phone(text)
	return nil
}
