package webpage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestLabel is how long a block is, in bytes, that the words it opens with
// can give away. A longer one has something to say.
const longestLabel = 240

// labels open blocks that are not the article's, by what they are for. They
// are in lower case, and end where a word ends.
var labels = []string{
	// more to read
	"read also", "also read", "read more", "read next", "read the full", "read our", "see also", "related:", "related articles", "related stories", "related posts", "recommended", "more stories", "more from", "more on this", "you may also like", "you might also like", "don't miss", "watch:", "listen:", "up next",
	"lesen sie auch", "lesen sie mehr", "lesen sie hier", "lies auch", "auch interessant", "auch spannend", "mehr zum thema", "mehr dazu", "mehr zu", "mehr lesen", "das könnte sie auch interessieren", "das könnte dich auch interessieren", "weiterlesen", "siehe auch", "empfohlene", "zum thema:", "weitere artikel", "weitere infos", "weitere informationen", "ähnliche artikel",
	"lire aussi", "à lire aussi", "a lire aussi", "lire également", "à lire également", "lire la suite", "voir aussi", "sur le même sujet", "à voir aussi", "à lire",
	"lea también", "lee también", "lea más", "leer más", "lea:", "lee:", "leer también", "le puede interesar", "te puede interesar", "le recomendamos", "te recomendamos", "mire:", "mira:", "vea:", "vea también", "ver más", "siga leyendo", "sigue leyendo", "noticias relacionadas",
	"leia também", "leia mais", "veja também", "veja mais", "saiba mais", "notícias relacionadas",
	"leggi anche", "leggi di più", "leggi tutto", "guarda anche", "vedi anche", "potrebbe interessarti",
	"lees ook", "lees meer", "lees verder", "lees hier", "bekijk ook", "zie ook",
	"czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "zobacz też", "zobacz także", "zobacz również", "przeczytaj także", "przeczytaj też",
	"läs också", "läs mer", "läs även", "les også", "les mer", "læs også", "læs mere", "lue myös", "lue lisää",
	"читайте также", "читать далее", "читайте далее", "смотрите также", "читайте також", "čtěte také", "čtěte též", "přečtěte si také", "prečítajte si aj", "olvassa el", "olvasta már", "citește și", "citeste si", "citiți și", "διαβάστε επίσης", "διαβάστε ακόμη", "ayrıca okuyun", "bunu da oku",
	"関連記事", "あわせて読みたい", "相关阅读", "延伸阅读", "相关新闻", "推荐阅读", "관련기사", "اقرأ أيضا", "اقرأ أيضًا", "إقرأ أيضا", "baca juga", "xem thêm", "đọc thêm", "यह भी पढ़ें", "ये भी पढ़ें",
	// advertising
	"advertisement", "advertising", "sponsored", "ad:", "anzeige", "werbung", "publicité", "publicidad", "publicidade", "pubblicità", "advertentie", "reklama", "reklam", "annons", "annonse", "annonce", "mainos", "hirdetés", "publicitate", "реклама", "διαφήμιση", "広告", "广告", "광고", "إعلان",
	// pictures
	"photo:", "photos:", "photo by", "photo credit", "photo credits", "photo courtesy", "photograph:", "image:", "image credit", "image source", "picture:", "video:", "illustration:", "credit:", "credits:", "foto:", "fotos:", "foto ©", "fot.", "bild:", "bilder:", "bildquelle", "bildnachweis", "titelbild", "symbolbild", "grafik:", "crédit photo", "crédits photo", "crédits photos", "photo :", "© ", "image :", "créditos", "crédito:", "imagen:", "imagem:", "kuva:", "фото:", "写真",
	// asking for something
	"subscribe", "sign up", "sign in", "log in", "already a subscriber", "follow us", "share this", "share on", "share to", "share via", "join our", "join us on", "download our", "download the app", "click here to", "click to", "support us", "support our", "donate", "print this", "email this", "tweet", "pin it", "have a tip", "send us", "contact us", "to view the full", "to continue reading",
	"abonnieren", "jetzt abonnieren", "jetzt anmelden", "hier anmelden", "newsletter", "folgen sie uns", "folge uns", "teilen sie", "artikel teilen", "beitrag teilen", "kommentar schreiben", "unterstützen sie uns", "drucken", "jetzt spenden",
	"abonnez-vous", "s'abonner", "s’abonner", "inscrivez-vous", "suivez-nous", "partager", "partagez", "imprimer", "recevez", "suscríbete", "suscríbase", "síguenos", "síganos", "compartir", "comparte", "comparta", "imprimir", "regístrate", "assine", "siga-nos", "inscreva-se", "compartilhe", "compartilhar", "iscriviti", "abbonati", "seguici", "condividi", "meld je aan", "volg ons", "deel dit", "zapisz się", "udostępnij", "dołącz do", "prenumerera", "dela artikeln", "abonner", "подписывайтесь", "подпишитесь", "поделиться", "підписуйтесь",
	// cookies and rights
	"we use cookies", "this site uses cookies", "this website uses cookies", "wir verwenden cookies", "diese website verwendet cookies", "nous utilisons des cookies", "utilizamos cookies", "usiamo i cookie", "copyright", "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "todos os direitos reservados", "tutti i diritti riservati", "this material may not be",
	// about the article
	"tags:", "tagged:", "tagged with", "tagged in", "topics:", "filed under", "posted in", "posted by", "posted on", "categories:", "category:", "keywords:", "reading time", "min read", "last updated", "schlagwörter", "schlagworte", "stichworte", "lesezeit", "kategorie:", "kategorien:", "markiert mit", "mots-clés", "temps de lecture", "etiquetas:", "palabras clave", "tagi:", "comments", "comments are closed", "leave a comment", "leave a reply", "no comments", "kommentare", "bisher keine kommentare", "inhaltsverzeichnis", "table of contents", "quellenangaben", "themen:", "mehr themen", "vous aimerez aussi", "keine kommentare", "commentaires", "comentarios", "comentários", "commenti", "reacties", "komentarze", "комментарии",
}

// label reports whether a block opens with words that give it away. A whole
// sentence is not given away by one word.
func label(s string) bool {
	if len(s) > longestLabel {
		return false
	}
	s = strings.ToLower(strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '©' }))
	sentence := len(s) > 50 && strings.HasSuffix(s, ".")
	return slices.ContainsFunc(labels, func(l string) bool {
		return strings.HasPrefix(s, l) && ends(s, len(l)) && (!sentence || strings.ContainsAny(l, " :.'’"))
	})
}

// ends reports whether a word ends at i.
func ends(s string, i int) bool {
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[i:])
	return i == len(s) || !unicode.IsLetter(last) || !unicode.IsLetter(next) || unicode.Is(unicode.Lo, last)
}
