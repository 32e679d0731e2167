package plan

// Make decides what is to be done. Where needs are left, the plan cannot be carried out yet: read them and make it again.
func Make(in Input) *Plan {
	m := newMaker(in)
	for _, stage := range []func(){
		m.lookAtPages, m.adoptIntents, m.match, m.findMarked, m.followRenames, m.adoptByTitle, m.judgeEdits,
		m.settleTitles, m.place, m.decide, m.orphans, m.refuseHeldTitles, m.steps,
	} {
		if stage(); !m.plan.Needs.Empty() {
			break
		}
	}
	return m.plan
}
