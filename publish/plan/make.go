package plan

import "slices"

// Make decides what is to be done with the trees of a run, and returns a plan for each. Where needs are left, the plans cannot
// be carried out yet: read them and make the plans again.
func Make(trees ...Input) []*Plan {
	makers := make([]*planner, len(trees))
	plans := make([]*Plan, len(trees))
	for i, in := range trees {
		makers[i] = newMaker(in)
		plans[i] = makers[i].plan
	}
	for i, m := range makers {
		m.turn = i
		m.others = slices.Concat(makers[:i:i], makers[i+1:])
		for _, other := range m.others {
			m.plan.others[other.Tree.Name] = other.plan
		}
	}
	for _, stage := range []func([]*planner){
		each((*planner).lookAtPages), each((*planner).adoptIntents), each((*planner).match), each((*planner).lookAtParents), each((*planner).findMarked),
		each((*planner).followRenames), each((*planner).adoptByTitle), each((*planner).judgeEdits), settleTitles, each((*planner).findElsewhere),
		published((*planner).place), published((*planner).decide), published((*planner).orphans), refuseHeldTitles,
		published((*planner).relink), published((*planner).steps),
	} {
		if stage(makers); slices.ContainsFunc(plans, func(p *Plan) bool { return !p.Needs.Empty() }) {
			break
		}
	}
	return plans
}

// each does a stage for each tree.
func each(stage func(*planner)) func([]*planner) {
	return func(makers []*planner) {
		for _, m := range makers {
			stage(m)
		}
	}
}

// published does a stage for the trees that are not aside.
func published(stage func(*planner)) func([]*planner) {
	return func(makers []*planner) {
		for _, m := range makers {
			if !m.Settings.LeftOut {
				stage(m)
			}
		}
	}
}
