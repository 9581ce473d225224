package feed

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func TestDecode(t *testing.T) {
	encode := func(s string, e encoding.Encoding) string {
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const text, kana, han = "<rss>Größe – “é”", "<rss>日本のニュース", "<rss>新闻报道"
	for _, c := range []struct{ name, body, contentType, want string }{
		{"UTF-8", text, "", text},
		{"UTF-8 called Latin-1 by the server", text, "text/xml; charset=iso-8859-1", text},
		{"UTF-8 with a mark", "\ufeff" + text, "text/xml; charset=gbk", text},
		{"UTF-8 but for a byte", text + "ö ä ü ß å \xe9", "", text + "ö ä ü ß å é"},
		{"windows-1252 unannounced", encode(text, charmap.Windows1252), "", text},
		{"windows-1252 called UTF-8", encode(text, charmap.Windows1252), "text/xml; charset=utf-8", text},
		{"windows-1252 as Latin-1", encode(text, charmap.Windows1252), "text/xml; charset=ISO-8859-1", text},
		{"windows-1251 by the server", encode("<rss>Новости", charmap.Windows1251), "text/xml; charset=windows-1251", "<rss>Новости"},
		{"Shift JIS by the server", encode(kana, japanese.ShiftJIS), "text/xml; charset=Shift_JIS", kana},
		{"EUC-JP by its declaration", `<?xml version="1.0" encoding="euc-jp"?>` + encode(kana, japanese.EUCJP), "", `<?xml version="1.0" encoding="euc-jp"?>` + kana},
		{"ISO-2022-JP", encode(kana, japanese.ISO2022JP), "text/xml; charset=iso-2022-jp", kana},
		{"GB 2312", encode(han, simplifiedchinese.GBK), `text/xml; charset="gb2312"`, han},
		{"UTF-16 with a mark", encode(text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), "", text},
		{"UTF-16 without", encode(text, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), "text/xml", text},
		{"UTF-32", encode(text, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)), "", text},
		{"EBCDIC", encode("<?xml version='1.0'?><rss>", charmap.CodePage037), "", "<?xml version='1.0'?><rss>"},
		{"an encoding that nobody knows", text, "text/xml; charset=x-klingon", text},
		{"nothing", "", "", ""},
	} {
		if got := string(decode([]byte(c.body), c.contentType)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
