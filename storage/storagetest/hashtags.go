package storagetest

import (
	"time"

	"newshound/storage"
)

// countHashtags counts each tag of a key, and wants all its forms then.
func (s *suite) countHashtags(lang, key string, at time.Time, tags []string, forms []string) {
	s.Helper()
	var got []string
	for _, tag := range tags {
		s.tx(func(tx *storage.Tx) (err error) {
			got, err = tx.CountHashtag(s.ctx, lang, key, tag, at)
			return err
		})
	}
	want(s, "forms", forms)(got, nil)
}

var hashtagTests = []test{
	{"the commonest form comes first", func(s *suite) {
		s.countHashtags("en", "worker", noon, []string{"#Workers"}, []string{"#Workers"})
		s.countHashtags("en", "worker", noon, []string{"#Worker"}, []string{"#Worker", "#Workers"})
		s.countHashtags("en", "worker", noon, []string{"#Workers"}, []string{"#Workers", "#Worker"})
	}},
	{"each language and key has its own", func(s *suite) {
		s.countHashtags("en", "ete", noon, []string{"#Ete"}, []string{"#Ete"})
		s.countHashtags("fr", "ete", noon, []string{"#Été"}, []string{"#Été"})
		s.countHashtags("fr", "hiver", noon, []string{"#Hiver"}, []string{"#Hiver"})
	}},
	{"old forms are forgotten", func(s *suite) {
		s.countHashtags("en", "worker", noon, []string{"#Workers", "#Workers"}, []string{"#Workers"})
		s.countHashtags("en", "worker", after(time.Hour), []string{"#Worker"}, []string{"#Workers", "#Worker"})
		s.tx(func(tx *storage.Tx) error {
			_, err := tx.ForgetHashtags(s.ctx, after(time.Minute), 9)
			return err
		})
		s.countHashtags("en", "worker", after(time.Hour), []string{"#Worker"}, []string{"#Worker"})
	}},
}
