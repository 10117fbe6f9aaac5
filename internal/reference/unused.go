package reference

import "fishbowl/internal/decode"

// unused are the variables of CSL 1.0.2 (csl-data.json) that no reference shows:
// what Zotero and pandoc write is read without complaint.
type unused struct {
	Annote                 string        `key:"annote"`
	ArchivePlace           string        `key:"archive-place"`
	ArchiveCollection      string        `key:"archive_collection"`
	ArchiveLocation        string        `key:"archive_location"`
	Authority              string        `key:"authority"`
	AvailableDate          Date          `key:"available-date"`
	CallNumber             string        `key:"call-number"`
	Categories             decode.Raw    `key:"categories"`
	Chair                  []Contributor `key:"chair"`
	ChapterNumber          string        `key:"chapter-number"`
	CitationLabel          string        `key:"citation-label"`
	CitationNumber         string        `key:"citation-number"`
	CollectionEditor       []Contributor `key:"collection-editor"`
	Compiler               []Contributor `key:"compiler"`
	Composer               []Contributor `key:"composer"`
	ContainerAuthor        []Contributor `key:"container-author"`
	ContainerTitleShort    string        `key:"container-title-short"`
	Contributor            []Contributor `key:"contributor"`
	Curator                []Contributor `key:"curator"`
	Custom                 decode.Raw    `key:"custom"`
	Dimensions             string        `key:"dimensions"`
	Director               []Contributor `key:"director"`
	Division               string        `key:"division"`
	EditorialDirector      []Contributor `key:"editorial-director"`
	EventDate              Date          `key:"event-date"`
	ExecutiveProducer      []Contributor `key:"executive-producer"`
	FirstReference         string        `key:"first-reference-note-number"`
	Guest                  []Contributor `key:"guest"`
	Host                   []Contributor `key:"host"`
	Illustrator            []Contributor `key:"illustrator"`
	Interviewer            []Contributor `key:"interviewer"`
	JournalAbbreviation    string        `key:"journalAbbreviation"`
	Jurisdiction           string        `key:"jurisdiction"`
	Locator                string        `key:"locator"`
	Medium                 string        `key:"medium"`
	Narrator               []Contributor `key:"narrator"`
	NumberOfPages          string        `key:"number-of-pages"`
	NumberOfVolumes        string        `key:"number-of-volumes"`
	Organizer              []Contributor `key:"organizer"`
	OriginalAuthor         []Contributor `key:"original-author"`
	OriginalPublisher      string        `key:"original-publisher"`
	OriginalPublisherPlace string        `key:"original-publisher-place"`
	PageFirst              string        `key:"page-first"`
	Part                   string        `key:"part"`
	PartNumber             string        `key:"part-number"`
	PartTitle              string        `key:"part-title"`
	Performer              []Contributor `key:"performer"`
	Printing               string        `key:"printing"`
	PrintingNumber         string        `key:"printing-number"`
	Producer               []Contributor `key:"producer"`
	Recipient              []Contributor `key:"recipient"`
	References             string        `key:"references"`
	ReviewedAuthor         []Contributor `key:"reviewed-author"`
	ReviewedGenre          string        `key:"reviewed-genre"`
	ReviewedTitle          string        `key:"reviewed-title"`
	Scale                  string        `key:"scale"`
	ScriptWriter           []Contributor `key:"script-writer"`
	Section                string        `key:"section"`
	SeriesCreator          []Contributor `key:"series-creator"`
	Source                 string        `key:"source"`
	Status                 string        `key:"status"`
	Submitted              Date          `key:"submitted"`
	Supplement             string        `key:"supplement"`
	SupplementNumber       string        `key:"supplement-number"`
	Version                string        `key:"version"`
	VolumeTitle            string        `key:"volume-title"`
	VolumeTitleShort       string        `key:"volume-title-short"`
	YearSuffix             string        `key:"year-suffix"`
}
