package text

import (
	"strings"

	snowball "github.com/blevesearch/snowballstem"
)

// particles are written onto a Korean noun, the longest first.
var particles = strings.Fields(`에서는 에서도 에게서 으로는 으로써 으로서 까지는 부터는 이라고 이라는
	에서 에게 으로 까지 부터 처럼 보다 라고 라는 이나 이며 에는 에도 와의 과의 들은 들이 들을 들의
	은 는 이 가 을 를 의 에 도 로 와 과 만 들`)

// korean takes a particle off a noun of at least two syllables.
func korean(env *snowball.Env) bool {
	const syllable = len("가")
	for _, p := range particles {
		if noun, ok := strings.CutSuffix(env.Current(), p); ok && len(noun) >= 2*syllable {
			env.SetCurrent(noun)
			return true
		}
	}
	return false
}
