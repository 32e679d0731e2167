package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// memoryUnit is what the system counts the most memory in: https://man7.org/linux/man-pages/man2/getrusage.2.html, and
// bytes on macOS.
var memoryUnit = func() int64 {
	if runtime.GOOS == "darwin" {
		return 1
	}
	return 1024
}()

func atMost(n int) string { return fmt.Sprintf("≤ %d", n) }

func printHead(out io.Writer) {
	fmt.Fprintln(out, "| run | face | pages | requests | writes | wall | processor | memory | wanted | |")
	fmt.Fprintln(out, "|---|---|--:|--:|--:|--:|--:|--:|---|---|")
}

func (s sample) print(out io.Writer) {
	verdict := ""
	if s.want != "" {
		verdict = map[bool]string{true: "yes", false: "**no**"}[s.ok]
	}
	requests, writes, want := fmt.Sprint(s.requests), fmt.Sprint(s.writes), s.want
	if s.kinds == nil {
		requests, writes = "", ""
	}
	if s.moves > 0 {
		writes += fmt.Sprintf(", %d moves", s.moves)
	}
	wall := seconds(s.wall)
	if s.times > 0 {
		wall += fmt.Sprintf(" (%.2f ×)", s.times)
	}
	fmt.Fprintf(out, "| %s | %s | %d | %s | %s | %s | %s | %d MB | %s | %s |\n",
		s.row, s.face, s.pages, requests, writes, wall, seconds(s.processor), s.memory/megabyte, want, verdict)
	if os.Getenv("SCALE_KINDS") != "" {
		for _, kind := range slices.Sorted(maps.Keys(s.kinds)) {
			fmt.Fprintln(out, "   ", s.kinds[kind], kind)
		}
	}
}

func seconds(d time.Duration) string {
	return strings.TrimSuffix(fmt.Sprintf("%.2f s", d.Seconds()), " ")
}
