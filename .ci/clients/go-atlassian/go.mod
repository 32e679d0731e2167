module github.com/pagewright/pagewright/.ci/clients/go-atlassian

go 1.26

require github.com/ctreminiom/go-atlassian/v2 v2.10.0

require (
	dario.cat/mergo v1.0.2 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/tidwall/gjson v1.18.0 // indirect
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
)
