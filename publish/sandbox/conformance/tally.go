package conformance

import (
	"fmt"
	"regexp"
	"sync"
)

// tally counts what the tests of a package have held to the documents.
var tally = newCounts()

func newCounts() *counts {
	return &counts{byAPI: map[API]int{}, answered: map[string]bool{}, gaps: map[*gap]int{}}
}

type counts struct {
	mu       sync.Mutex
	byAPI    map[API]int
	outside  int // no document has the operation
	answered map[string]bool
	gaps     map[*gap]int
}

func (c *counts) count(x *exchange) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if x.op == nil {
		c.outside++
		return
	}
	c.byAPI[x.api]++
	if x.status < 400 {
		c.answered[unnamed(x.api, x.name())] = true
	}
}

var parameterNames = regexp.MustCompile(`\{[^}]*\}`)

// unnamed calls an operation without the names of its path's parameters, which are everybody's own.
func unnamed(api API, operation string) string {
	return string(api) + " " + parameterNames.ReplaceAllString(operation, "{}")
}

// Answered reports whether an operation, such as "GET /content/{id}", was held to its document with an answer below 400.
// The names of its parameters do not matter. Where the documents are not at hand, all operations pass.
func Answered(api API, operation string) bool {
	if _, err := findFolder(); err != nil {
		return true
	}
	tally.mu.Lock()
	defer tally.mu.Unlock()
	return tally.answered[unnamed(api, operation)]
}

func (c *counts) meet(g *gap) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gaps[g]++
}

// met tells how often a gap was needed.
func (c *counts) met(g *gap) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.gaps[g]
}

func (c *counts) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	v1, v2, dc := c.byAPI[V1], c.byAPI[V2], c.byAPI[DataCenter]
	return fmt.Sprintf("%s requests and their answers validated against the official documents (v1 %s, v2 %s, Data Center %s); %s more went where no document is",
		grouped(v1+v2+dc), grouped(v1), grouped(v2), grouped(dc), grouped(c.outside))
}

// Counted lets a package's tests print at their end how much was held to the documents: in TestMain,
//
//	os.Exit(conformance.Counted(m).Run())
func Counted(m interface{ Run() int }) interface{ Run() int } { return counted{m} }

type counted struct{ tests interface{ Run() int } }

func (c counted) Run() int {
	code := c.tests.Run()
	if _, err := findFolder(); err != nil {
		fmt.Println("Nothing was held to the official documents:", err)
		return code
	}
	fmt.Println(tally)
	return code
}

// grouped writes a number with commas between its thousands.
func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}
