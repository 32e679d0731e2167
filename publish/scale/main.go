// Scale measures what a run costs, and how the cost grows with the number of documents:
//
//	go run ./publish/scale            all rows, 1,000 pages and the larger ones that have rows of their own
//	go run ./publish/scale -growth    each row with 1,000, 3,000 and 10,000 pages
//	go run ./publish/scale -rows first,check -faces v2 -pages 3000
//
// Documents are generated (package handbook). The program is built and run as its users run it, in a process of its own,
// so that its memory and its processor time can be told. It publishes to the embedded Confluence, which is another process,
// through a proxy that counts the requests and lets each wait for 50 ms. The result is a table in Markdown.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if len(os.Args) == 2 && os.Args[1] == serveCommand {
		err = serve(os.Stdin, os.Stdout)
	} else {
		err = measure(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(ctx context.Context) error {
	var names []string
	for _, row := range rows {
		names = append(names, row.name)
	}
	chosen := flag.String("rows", strings.Join(names, ","), "`rows` to measure")
	faces := flag.String("faces", "v2,v1,dc", "`faces` of the Confluence")
	pages := flag.String("pages", "", "`numbers` of pages; default: those that each row is asked for")
	growth := flag.Bool("growth", false, "measure with 1,000, 3,000 and 10,000 pages")
	latency := flag.Duration("latency", 50*time.Millisecond, "time that each request waits")
	binary := flag.String("binary", "", "`program` to measure; default: what is built of this repository")
	flag.Parse()
	sizes := strings.FieldsFunc(*pages, func(r rune) bool { return r == ',' })
	if *growth {
		sizes = []string{"1000", "3000", "10000"}
	}
	numbers := make([]int, len(sizes))
	for i, size := range sizes {
		var err error
		if numbers[i], err = strconv.Atoi(size); err != nil {
			return fmt.Errorf("pages: %w", err)
		}
	}
	dir, err := os.MkdirTemp("", "scale-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if *binary == "" {
		*binary = filepath.Join(dir, "pagewright")
		build := exec.CommandContext(ctx, "go", "build", "-o", *binary, "github.com/pagewright/pagewright")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("the program cannot be built: %w", err)
		}
	}
	printHead(os.Stdout)
	for _, row := range rows {
		if !slices.Contains(strings.Split(*chosen, ","), row.name) {
			continue
		}
		counts := numbers
		if len(counts) == 0 {
			counts = row.pages
		}
		for _, face := range strings.Split(*faces, ",") {
			if row.faces != nil && !slices.Contains(row.faces, face) {
				continue
			}
			for _, n := range counts {
				if row.fixed && !slices.Contains(row.pages, n) {
					continue
				}
				m := &measurement{ctx: ctx, binary: *binary, dir: dir, face: face, pages: n, latency: *latency}
				results, err := m.run(row)
				if err != nil {
					return fmt.Errorf("%s, %s, %d pages: %w", row.name, face, n, err)
				}
				for _, r := range results {
					r.print(os.Stdout)
				}
			}
		}
	}
	return nil
}
